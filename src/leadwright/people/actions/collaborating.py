"""Groups that work together: the members of one see what another owns."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.foundation.refusals import refuse
from leadwright.history.record import record
from leadwright.people.actions.admins import locked_home
from leadwright.people.facts import CollaborationEnded, CollaborationStarted
from leadwright.people.models import Group, GroupCollaboration, Organisation, User


@transaction.atomic
def start_collaboration(*, host: int, guest: int, by: User, at: datetime) -> GroupCollaboration:
    """Let the members of one group of the own organisation see what another owns; once is enough."""
    home = locked_home(by)
    hosting, visiting = _own(home, host, field="host"), _own(home, guest, field="guest")
    if hosting == visiting:
        refuse("FIELD_INVALID", field="guest", reason=_("choose two different groups"))
    row, is_new = GroupCollaboration.objects.get_or_create(host=hosting, guest=visiting)
    if is_new:
        record(CollaborationStarted(organisation=home, host=hosting, guest=visiting, by=by.party(), at=at))
    return row


@transaction.atomic
def end_collaboration(*, host: int, guest: int, by: User, at: datetime) -> None:
    """End what start_collaboration began; what has ended already stays so."""
    home = locked_home(by)
    hosting, visiting = _own(home, host, field="host"), _own(home, guest, field="guest")
    ended, _rows = GroupCollaboration.objects.filter(host=hosting, guest=visiting).delete()
    if ended:
        record(CollaborationEnded(organisation=home, host=hosting, guest=visiting, by=by.party(), at=at))


def _own(home: Organisation, pk: int, *, field: str) -> Group:
    group = Group.objects.filter(organisation=home, pk=pk).first()
    if group is None:
        refuse("FIELD_INVALID", field=field, reason=_("there is no such group in your company"))
    return group
