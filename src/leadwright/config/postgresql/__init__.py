"""The connection to the database, as Django's own makes it, with moments that are read faster."""
