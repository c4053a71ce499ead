"""Changes of the clock tables."""
