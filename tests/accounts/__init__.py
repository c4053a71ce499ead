"""Accounts receivable and the conversion of won leads."""
