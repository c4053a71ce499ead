"""Proofs of the ground floor."""
