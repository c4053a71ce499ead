"""The calendar: day, week and month, and the feed for other programs."""
