"""The forms of the settings, and what is read as a whole from a page: a lead type, a transition, a scale."""
