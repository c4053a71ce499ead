"""The list of leads, a lead, and what is done with it."""
