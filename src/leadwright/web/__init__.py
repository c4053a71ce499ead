"""The face for people: pages and forms."""
