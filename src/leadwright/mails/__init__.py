"""Mails that came in: threaded, filed with their leads, or waiting for somebody to sort them."""
