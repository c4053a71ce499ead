"""Writing to the contacts of leads."""
