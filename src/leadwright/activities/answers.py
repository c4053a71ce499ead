"""What activities answer to rooms below."""

from collections.abc import Collection, Iterable

from leadwright.activities.actions.filing import SHELF
from leadwright.activities.actions.inviting import has_passed
from leadwright.activities.erasing import places as places_of_person
from leadwright.activities.erasing import subjects_joined_by, subjects_of_person
from leadwright.activities.field_words import WORDS
from leadwright.activities.models import Activity
from leadwright.activities.moving import ties_of_contacts
from leadwright.activities.own import own_fields_of
from leadwright.activities.states import ActivityState
from leadwright.fields.models import OwnField
from leadwright.files.shelves import Shelf
from leadwright.foundation.questions import Words
from leadwright.people.models import User

__all__ = [
    "has_passed",
    "holders_of_files",
    "places_of_person",
    "places_of_subject",
    "rows_read_by",
    "subjects_joined_by",
    "subjects_of_person",
    "tables_with_fields",
    "ties_of_contacts",
    "words_of_fields",
]


def words_of_fields() -> Words:
    """Return what the fields of an activity are called in a sentence."""
    return WORDS


def places_of_subject(subject: str) -> Iterable[str]:
    """Return that own fields of activities can be needed before one is done."""
    if subject == Activity.SUBJECT:
        yield ActivityState.COMPLETED.value


def tables_with_fields() -> dict[str, type[Activity]]:
    """Return the model of this room whose rows have own fields."""
    return {Activity.SUBJECT: Activity}


def rows_read_by(field: OwnField, keys: Collection[int], user: User) -> Iterable[int]:
    """Return those among some activities of which a user may read an own field."""
    if field.subject != Activity.SUBJECT:
        return ()
    rows = Activity.objects.within_reach(user).select_related("kind").filter(pk__in=keys)
    return [row.pk for row in rows if field.pk in {known.pk for known in own_fields_of(user, row)}]


def holders_of_files() -> Iterable[Shelf[Activity]]:
    """Return that files hang on activities."""
    return (SHELF,)
