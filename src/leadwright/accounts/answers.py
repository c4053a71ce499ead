"""What accounts answer to rooms below."""

from leadwright.accounts.erasing import places as places_of_person
from leadwright.accounts.models import Account, AccountClass, CreditRating
from leadwright.accounts.moving import ties_of_contacts
from leadwright.accounts.words import WORDS
from leadwright.foundation.questions import Words
from leadwright.history.questions import NameRows

__all__ = ["places_of_person", "rows_with_names", "tables_with_fields", "ties_of_contacts", "words_of_fields"]


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
