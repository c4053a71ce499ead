"""The forms of the pages: they ask; the rules are in the actions."""
