"""What this room answers to others."""

from leadwright.intake.erasing import places as places_of_person

__all__ = ["places_of_person"]
