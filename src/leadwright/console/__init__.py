"""The face for operators: the leadwright command."""
