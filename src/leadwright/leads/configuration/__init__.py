"""The organisation's life cycle as one configuration: read, weighed, changed and handed out as a whole."""
