"""What accounts answer to rooms below."""

from collections.abc import Collection, Iterable

from leadwright.accounts.erasing import places as places_of_person
from leadwright.accounts.models import Account, AccountClass, CreditRating
from leadwright.accounts.moving import ties_of_contacts
from leadwright.accounts.own import own_fields_of
from leadwright.accounts.words import WORDS
from leadwright.fields.models import OwnField
from leadwright.foundation.questions import Words
from leadwright.history.questions import NameRows
from leadwright.people.models import User

__all__ = [
    "places_of_person",
    "rows_read_by",
    "rows_with_names",
    "tables_with_fields",
    "ties_of_contacts",
    "words_of_fields",
]


def rows_with_names() -> dict[str, NameRows]:
    """Return what history refers to here."""
    return {
        "account_class": NameRows(model=AccountClass, key="code", name="labels"),
        "credit_rating": NameRows(model=CreditRating, key="code", name="labels"),
    }


def words_of_fields() -> Words:
    """Return what the fields of this room are called in a sentence."""
    return WORDS


def tables_with_fields() -> dict[str, type[Account]]:
    """Return the model of this room whose rows have own fields."""
    return {Account.SUBJECT: Account}


def rows_read_by(field: OwnField, keys: Collection[int], user: User) -> Iterable[int]:
    """Return those among some accounts of which a user may read an own field."""
    if field.subject != Account.SUBJECT:
        return ()
    if field.pk not in {known.pk for known in own_fields_of(user)}:
        return ()
    return Account.objects.within_reach(user, "contact.view").filter(pk__in=keys).values_list("pk", flat=True)
