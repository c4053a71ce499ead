"""The own fields of an account: whoever knows the account knows them."""

from leadwright.fields.definitions import Fields, fields_of
from leadwright.fields.subjects import Subject
from leadwright.people.models import User


def own_fields_of(user: User) -> Fields:
    """Return the own fields of accounts that a user knows: those for all, and those of his company."""
    return fields_of(user.organisation_id, Subject.ACCOUNT)
