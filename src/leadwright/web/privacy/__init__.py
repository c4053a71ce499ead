"""Erasing people, answering them, and rules of retention."""
