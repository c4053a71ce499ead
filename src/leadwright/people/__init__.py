"""Organisations, groups, units, users, profiles and who may reach what."""
