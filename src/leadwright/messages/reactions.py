"""What the outbox does when something has happened."""

from datetime import timedelta

from leadwright.foundation.ids import digest_of
from leadwright.messages.actions import queue
from leadwright.people.actions.users import INVITATION_DAYS
from leadwright.people.facts import UserInvited, UserSought


def mail_invitation(fact: UserInvited) -> None:
    """Mail an invited user the single-use link; a later invitation is another message."""
    queue(
        key=f"invitation:{digest_of(fact.link, purpose='mail')}",
        kind="invitation",
        to=fact.user,
        template="invitation",
        context={
            "organisation": fact.user.organisation.name,
            "by_name": fact.by.name,
            "link": fact.link,
            "expires_at": fact.at + timedelta(days=INVITATION_DAYS),
        },
        at=fact.at,
        subject_kind="user",
        subject_id=fact.user.pk,
    )


def mail_to_sought(fact: UserSought) -> None:
    """Tell a user that another company tried to invite him; once a day, whoever tries how often."""
    if fact.user.may_sign_in:
        queue(
            key=f"sought:{fact.user.pk}:{fact.at:%Y-%m-%d}",
            kind="account",
            to=fact.user,
            template="sought",
            context={},
            at=fact.at,
            subject_kind="user",
            subject_id=fact.user.pk,
        )
