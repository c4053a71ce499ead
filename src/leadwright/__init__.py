"""Leadwright: every lead has a clock, every clock has an owner, and nothing is ever lost."""

__version__ = "0.1.0"
