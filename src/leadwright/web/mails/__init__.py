"""Mails: sort those without a lead, and read one."""
