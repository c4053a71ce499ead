"""What this floor itself answers to the rooms below."""

from leadwright.config.jobs import poke_sender

__all__ = ["poke_sender"]
