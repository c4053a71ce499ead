"""Tests of the room where leads come in from files."""
