"""The lead: its life cycle, offers, qualification and closing."""
