"""Whether the people of an organisation answer offers by a link in the mail, without signing in."""

from datetime import datetime

from django.db import transaction

from leadwright.history.record import record
from leadwright.people.actions.admins import locked_home
from leadwright.people.facts import AnswersByMailSwitched
from leadwright.people.models import Organisation, User


@transaction.atomic
def allow_answers_by_mail(*, allowed: bool, by: User, at: datetime) -> Organisation:
    """Switch it on or off for one's own organisation; links that were mailed before are refused once it is off."""
    home = locked_home(by)
    if home.answers_by_mail == allowed:
        return home
    home.answers_by_mail = allowed
    home.save(update_fields=["answers_by_mail"])
    record(AnswersByMailSwitched(organisation=home, by=by.party(), at=at))
    return home
