"""What accounts answer to rooms below."""

from leadwright.accounts.erasing import places as places_of_person
from leadwright.accounts.moving import ties_of_contacts

__all__ = ["places_of_person", "ties_of_contacts"]
