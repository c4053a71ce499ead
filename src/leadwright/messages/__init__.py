"""The outbox: what leaves the house, and how it is delivered."""
