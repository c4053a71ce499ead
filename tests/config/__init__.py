"""Tests of the floor that knows everyone."""
