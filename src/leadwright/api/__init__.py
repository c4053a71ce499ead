"""The face for programs: the JSON interface."""
