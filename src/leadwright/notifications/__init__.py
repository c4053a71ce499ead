"""Notifications: what happened that concerns somebody who signs in, in the product and by mail."""
