"""Tokens for the API: made, used, revoked; only their digests are kept."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.foundation.compiled import Compiled
from leadwright.foundation.formats import day, locale_of
from leadwright.foundation.ids import digest_of, new_token
from leadwright.foundation.refusals import NotFound, refuse
from leadwright.foundation.text import fault_in_line
from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.people.facts import TokenCreated, TokenRevoked
from leadwright.people.giving import not_above
from leadwright.people.models import ApiToken, User
from leadwright.people.models.users import UserQuerySet

LONGEST_NAME = 100
SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))


@transaction.atomic
def create_token(
    user: User,
    *,
    by: Party,
    at: datetime,
    name: str = "",
    read_only: bool = False,
    days: int | None = None,
) -> str:
    """Make a bearer token for the API, by default for as many days as the settings say at most.

    It is returned once, and only its digest is kept.
    """
    called = _name(name)
    ends = at + timedelta(days=_days(settings.TOKEN_DAYS if days is None else days))
    token = new_token("lw_")
    row = ApiToken.objects.create(
        user=user,
        name=called,
        digest=digest_of(token, purpose="api"),
        read_only=read_only,
        created_at=at,
        expires_at=ends,
    )
    record(TokenCreated(user=user, token_id=row.pk, read_only=read_only, expires_at=ends, by=by, at=at))
    return token


def _name(name: str) -> str:
    fault = fault_in_line(name)
    if fault is None and len(name.strip()) > LONGEST_NAME:
        fault = _("it has at most %(number)s characters") % {"number": LONGEST_NAME}
    if fault is not None:
        refuse("FIELD_INVALID", field="name", reason=fault)
    return name.strip()


def _days(days: int) -> int:
    if not 1 <= days <= settings.TOKEN_DAYS:
        reason = _("a token works for 1 to %(days)s days") % {"days": settings.TOKEN_DAYS}
        refuse("FIELD_INVALID", field="days", reason=reason)
    return days


@transaction.atomic
def revoke_token(token_id: int, *, by: User, at: datetime) -> ApiToken:
    """Let a token work no longer: one's own, or as company admin one of the own company."""
    if not ApiToken.objects.within_reach(by, "user.manage").filter(pk=token_id).exists():
        raise NotFound
    row = ApiToken.objects.select_for_update(of=("self",)).select_related("user").get(pk=token_id)
    if row.user_id != by.pk:
        not_above(row.user, by)
    if row.revoked_at is None:
        _revoke(row, by=by.party(), at=at)
    return row


@transaction.atomic
def revoke_tokens(user: User, *, by: Party, at: datetime) -> int:
    """Revoke all open tokens of a user; returns how many there were."""
    rows = list(user.tokens.select_for_update().filter(revoked_at=None).order_by("pk"))
    for row in rows:
        _revoke(row, by=by, at=at)
    return len(rows)


def _revoke(row: ApiToken, *, by: Party, at: datetime) -> None:
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    record(TokenRevoked(user=row.user, token_id=row.pk, by=by, at=at))


def tokens_of(user: User, *, at: datetime) -> list[ApiToken]:
    """Return the tokens of a user that can be used, the newest first."""
    return list(ApiToken.objects.filter(user=user).usable(at).order_by("-pk"))


@dataclass(frozen=True, kw_only=True)
class Presented:
    """A token that somebody presents, with its user: nobody is let in by it before `use_token`."""

    user: User
    id: int
    name: str
    read_only: bool
    expires_at: datetime
    last_used_at: datetime | None


COLUMNS = tuple(field.name for field in fields(Presented) if field.name != "user")


def by_token(digest: str) -> UserQuerySet:
    """Return the user of a token that was not revoked, if he may sign in, with his rights and the token's columns."""
    rows = User.objects.who_sign_in().with_rights().filter(tokens__digest=digest, tokens__revoked_at=None)
    return rows.annotate(**{f"token_{name}": F(f"tokens__{name}") for name in COLUMNS})


BY_TOKEN = Compiled(by_token, digest=str)


def presented_token(token: str, *, asked: "Compiled[User]" = BY_TOKEN) -> Presented | None:
    """Return a token that was not revoked and whose user may sign in, with that user's rights, in one query.

    `asked` is that query; who asks for more along with the user gives another one.
    """
    user = asked.first(digest=digest_of(token, purpose="api"))
    if user is None:
        return None
    return Presented(user=user, **{name: getattr(user, f"token_{name}") for name in COLUMNS})


def use_token(row: Presented, *, method: str, at: datetime) -> User:
    """Return the user of a token that lets do this.

    Refuses with TOKEN_EXPIRED (401) a token that has ended, and with TOKEN_READ_ONLY (403) to change anything
    by a token that may only read.
    """
    if row.expires_at <= at:
        zone = ZoneInfo(row.user.time_zone)
        refuse("TOKEN_EXPIRED", day=day(row.expires_at, locale_of(get_language() or "en"), zone))
    if row.read_only and method not in SAFE_METHODS:
        refuse("TOKEN_READ_ONLY", name=row.name or row.id)
    _note_use(row, at=at)
    return row.user


def _note_use(row: Presented, *, at: datetime) -> None:
    """Keep the hour of the last use, so that one request an hour writes and not each."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    if row.last_used_at is None or row.last_used_at < hour:
        ApiToken.objects.filter(pk=row.id).update(last_used_at=hour)
