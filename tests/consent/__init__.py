"""The ledger of consents, and what follows from it."""
