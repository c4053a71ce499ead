"""Obligations with due times, working calendars and the sweeper."""
