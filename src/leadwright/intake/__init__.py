"""Leads coming in: files and their mappings."""
