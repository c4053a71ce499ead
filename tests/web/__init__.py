"""Proofs of the pages, asked over HTTP without a browser."""
