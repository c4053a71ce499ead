"""What activities answer to rooms below."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leadwright.activities.erasing import places as places_of_person
from leadwright.activities.erasing import subjects_of_person
from leadwright.activities.field_words import WORDS
from leadwright.activities.moving import ties_of_contacts
from leadwright.foundation.questions import Words

__all__ = [
    "kinds_of_notices",
    "places_of_person",
    "subjects_of_person",
    "ties_of_contacts",
    "words_of_fields",
]


def words_of_fields() -> Words:
    """Return what the fields of an activity are called in a sentence."""
    return WORDS


def kinds_of_notices() -> Mapping[str, str | Promise]:
    """Return of what people are reminded; each person can do without it."""
    return {"activity_reminder": _("an activity begins soon")}
