"""Reads a mail from its bytes: pure functions that know neither database nor clock."""
