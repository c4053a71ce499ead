"""Coming in: invitation, terms, preferences, and the mailbox of the demo."""
