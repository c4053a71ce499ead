"""One careful reader for each kind of value: a text and what is known around it in, a value or a reason out. Pure."""
