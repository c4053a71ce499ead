"""Pages of notifications: the list, and what one is notified of."""
