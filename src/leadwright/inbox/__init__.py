"""The inbox: what arrived from outside, byte for byte, before anybody reads it."""
