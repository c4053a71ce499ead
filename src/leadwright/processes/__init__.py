"""Processes that run on leads: where each stands, whose task is next, and what follows when one is done."""
