"""Tests of the `leadwright` command."""
