"""Pages on which own fields are made."""
