"""The views: each fetches within reach, checks the form, calls the action and shows the result."""
