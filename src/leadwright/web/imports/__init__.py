"""Leads that come in from files."""
