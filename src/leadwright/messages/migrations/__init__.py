"""Changes of the outbox tables."""
