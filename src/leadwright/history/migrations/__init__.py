"""Changes of the history tables."""
