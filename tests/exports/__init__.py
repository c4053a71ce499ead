"""Exports of all that somebody may take along."""
