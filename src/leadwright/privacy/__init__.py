"""Erasure, retention, and what people may know of what is kept about them."""
