"""The life cycle as its organisation sets it."""
