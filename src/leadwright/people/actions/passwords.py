"""Passwords and addresses to sign in by: replaced by whoever knows the old password, or by a link that was mailed."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.foundation.attempts import Attempt, network_of
from leadwright.foundation.refusals import refuse
from leadwright.history.record import record
from leadwright.people.actions.guessing import Source, begin_try, take_back
from leadwright.people.actions.security import note_event
from leadwright.people.actions.tokens import revoke_tokens
from leadwright.people.facts import EmailChanged, PasswordChanged, PasswordReset
from leadwright.people.models import PasswordRequest, User

LONGEST_ADDRESS = 254


@transaction.atomic
def change_password(user: User, *, password: str, at: datetime) -> None:
    """Store the password that a user chose who gave the old one; the user's tokens stop working."""
    _store(user, password=password, at=at)
    record(PasswordChanged(user=user, by=user.party(), at=at))


@transaction.atomic
def reset_password(user: User, *, password: str, at: datetime) -> None:
    """Store the password that was chosen by a mailed link; the user's tokens stop working."""
    _store(user, password=password, at=at)
    record(PasswordReset(user=user, by=user.party(), at=at))


def _store(user: User, *, password: str, at: datetime) -> None:
    if not User.objects.who_sign_in().select_for_update().filter(pk=user.pk).values_list("pk"):
        refuse("LINK_USED_UP")
    user.set_password(password)
    user.save(update_fields=["password"])
    user.invitations.filter(used_at=None).delete()
    revoke_tokens(user, by=user.party(), at=at)


@transaction.atomic
def change_email(user: User, *, confirm: Callable[[], bool], at: datetime) -> bool:
    """Let a user sign in by another address from now on, which `confirm` stores; tells whether it did.

    The account is locked first: one that was shut meanwhile keeps its address.
    """
    rows = User.objects.who_sign_in().select_for_update().filter(pk=user.pk)
    before = rows.values_list("email", flat=True).first()
    is_confirmed = before is not None and confirm()
    if before is not None and is_confirmed and user.email != before:
        record(EmailChanged(user=user, before=before, by=user.party(), at=at))
    return is_confirmed


def confirm_password(user: User, password: object, *, attempt: Attempt, at: datetime) -> None:
    """Refuse (at `password`) unless it is the user's own, typed now; tries count and are noted as those at sign-in.

    A try counts also when what was asked for is refused: call it outside of that transaction.
    """
    if not isinstance(password, str) or not password:
        refuse("FIELD_REQUIRED", field="password")
    row = begin_try("password", account=user.email, source=Source(network=network_of(attempt.address)), at=at)
    if not user.check_password(password):
        note_event("SIGN_IN_FAILED", attempt=attempt, user=user, at=at)
        refuse("FIELD_INVALID", field="password", reason=_("it is not your password"))
    take_back(row)


def ask_for_reset(email: str, *, address: str | None, at: datetime) -> None:
    """Note that somebody asks for a new password; whether there is such a user is looked up by a worker.

    So the answer takes as long for an address that nobody has.
    """
    typed = email.strip().lower()[:LONGEST_ADDRESS]
    PasswordRequest.objects.create(email=typed, address=address, asked_at=at)


def take_request() -> PasswordRequest | None:
    """Take the request that waits longest off the list; runs inside the transaction that answers it."""
    row = PasswordRequest.objects.select_for_update(skip_locked=True).order_by("pk").first()
    if row is not None:
        PasswordRequest.objects.filter(pk=row.pk).delete()
    return row
