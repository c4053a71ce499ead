"""Who agreed to be written to or called: a ledger that is only added to, and what follows from it."""
