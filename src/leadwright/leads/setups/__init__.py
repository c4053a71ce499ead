"""The shipped set-ups, as files of the configuration."""
