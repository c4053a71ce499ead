"""Accounts receivable."""
