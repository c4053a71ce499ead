"""Accounts receivable: who is a customer, of which class and with what credit."""
