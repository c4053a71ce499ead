"""Who agreed to be written to or called, and the links in mails about it."""
