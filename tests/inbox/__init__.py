"""Tests of what arrives: kept, read, never lost."""
