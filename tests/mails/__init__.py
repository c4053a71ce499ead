"""Tests of mails: filed with their leads, or sorted by somebody."""
