"""People and companies."""
