"""What this floor itself answers to the rooms below."""

from leadwright.api.erasing import places as places_of_person
from leadwright.config.jobs import poke_importer, poke_sender

__all__ = ["places_of_person", "poke_importer", "poke_sender"]
