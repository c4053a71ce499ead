"""Writing to the contacts of leads: media, templates with tags, and each communication that went out or came in."""
