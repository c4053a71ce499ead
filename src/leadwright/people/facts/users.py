"""What happens to people, and to the doors by which they come in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.foundation import local
from leadwright.foundation.naming import field_label
from leadwright.history.facts import Fact, Json, Subject
from leadwright.history.lines import Change, Names, ReadableEntry
from leadwright.people.models import User
from leadwright.people.questions import kinds_of_notices

LABELS = {
    "is_active": _("Active"),
    "read_only": _("Read only"),
    "unwanted_notices": _("Mails that are not sent"),
}
# Entries from when a user had one profile name it alone.
KINDS = {"profile": "profile", "profiles": "profile", "unit": "unit"}


def change(name: str, before: object, after: object, names: Names) -> Change:
    """Say how a field of a user was changed."""
    label = str(LABELS[name]) if name in LABELS else field_label(name)
    old, new = (_in_words(name, value, names) for value in (before, after))
    return Change(field=name, label=label, before=old, after=new)


def _in_words(name: str, value: object, names: Names) -> str:
    if name == "unwanted_notices" and isinstance(value, list):
        kinds = kinds_of_notices()
        return ", ".join(kinds.get(str(kind), str(kind)) for kind in value)
    if isinstance(value, list):
        return ", ".join(names.label(KINDS[name], key) for key in value)
    if name in KINDS:
        return names.label(KINDS[name], value)
    if isinstance(value, bool):
        return local.yes_or_no(value)
    text = "" if value is None else str(value)
    return local.language(text) if name == "language" else text


@dataclass(frozen=True, kw_only=True)
class UserFact(Fact):
    """Something happened to a user."""

    user: User

    def subject(self) -> Subject:
        return Subject(kind="user", id=self.user.pk, name=self.user.name)

    def organisations(self) -> tuple[int, ...]:
        return (self.user.organisation_id,)


@dataclass(frozen=True, kw_only=True)
class UserInvited(UserFact):
    """A user was added or invited again; the link is known only to the reaction that mails it."""

    name: ClassVar[str] = "user.invited"
    icon = "send"
    title = _("User invited")
    link: str = field(repr=False)

    def details(self) -> dict[str, Json]:
        return {"profiles": [profile.code for profile in self.user.held], "unit": self.user.unit_id}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        for name in (name for name in KINDS if name in entry.details):
            yield change(name, None, entry.details[name], names)


@dataclass(frozen=True, kw_only=True)
class UserSought(UserFact):
    """Another organisation tried to invite somebody who is a user already; which one is not said."""

    name: ClassVar[str] = "user.sought"
    icon = "send"
    tone = "warn"
    title = _("Another company tried to invite this user")


@dataclass(frozen=True, kw_only=True)
class UserAdopted(UserFact):
    """Somebody was brought in from elsewhere, as an owner who cannot sign in."""

    name: ClassVar[str] = "user.adopted"
    icon = "inflow"
    title = _("User brought in from elsewhere")

    def details(self) -> dict[str, Json]:
        return {"profiles": [profile.code for profile in self.user.held], "unit": self.user.unit_id}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        for name in (name for name in KINDS if name in entry.details):
            yield change(name, None, entry.details[name], names)


@dataclass(frozen=True, kw_only=True)
class UserTakenBack(UserFact):
    """The import that a user came with was undone, and the user went with it."""

    name: ClassVar[str] = "user.taken_back"
    icon = "minus"
    title = _("Taken back with its import")


@dataclass(frozen=True, kw_only=True)
class UserJoined(UserFact):
    """An invited user set a password."""

    name: ClassVar[str] = "user.joined"
    icon = "check"
    tone = "good"
    title = _("User joined")


@dataclass(frozen=True, kw_only=True)
class UserEdited(UserFact):
    """An administrator changed a user; the details hold old and new."""

    name: ClassVar[str] = "user.edited"
    icon = "edit"
    title = _("User changed")
    changes: dict[str, Json]
    texts: dict[str, str] = field(default_factory=dict)

    def details(self) -> dict[str, Json]:
        return dict(self.changes)

    def values(self) -> dict[str, str]:
        return dict(self.texts)

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        for name, (before, after) in (*entry.details.items(), *entry.changed_texts().items()):
            if before != after:
                yield change(name, before, after, names)


@dataclass(frozen=True, kw_only=True)
class TermsAccepted(UserFact):
    """A user agreed to a version of the terms and conditions."""

    name: ClassVar[str] = "user.terms_accepted"
    icon = "check"
    tone = "good"
    title = _("Terms and conditions accepted")
    version: int

    def details(self) -> dict[str, Json]:
        return {"version": self.version}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        yield change("version", None, entry.details.get("version"), names)


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(UserFact):
    """A user chose another password, and gave the old one."""

    name: ClassVar[str] = "user.password_changed"
    icon = "key"
    title = _("Password changed")


@dataclass(frozen=True, kw_only=True)
class PasswordReset(UserFact):
    """A user chose another password by a link that was mailed."""

    name: ClassVar[str] = "user.password_reset"
    icon = "key"
    title = _("Password replaced by a mailed link")


@dataclass(frozen=True, kw_only=True)
class EmailChanged(UserFact):
    """A user signs in by another address from now on."""

    name: ClassVar[str] = "user.email_changed"
    icon = "mailbox"
    title = _("E-mail address changed")
    before: str

    def values(self) -> dict[str, str]:
        return {"email_from": self.before, "email_to": self.user.email}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        for name, (before, after) in entry.changed_texts().items():
            yield change(name, before, after, names)


@dataclass(frozen=True, kw_only=True)
class SecondFactorAdded(UserFact):
    """A user's account asks for a second factor from now on."""

    name: ClassVar[str] = "user.second_factor_added"
    icon = "shield"
    tone = "good"
    title = _("Second factor added")


@dataclass(frozen=True, kw_only=True)
class SecondFactorRemoved(UserFact):
    """A user's account asks for no second factor any more."""

    name: ClassVar[str] = "user.second_factor_removed"
    icon = "shield"
    tone = "bad"
    title = _("Second factor removed")


@dataclass(frozen=True, kw_only=True)
class TokenCreated(UserFact):
    """A user got a token for the API."""

    name: ClassVar[str] = "token.created"
    icon = "key"
    title = _("Token for the API created")
    token_id: int
    read_only: bool
    expires_at: datetime

    def details(self) -> dict[str, Json]:
        ends = self.expires_at.isoformat(timespec="seconds")
        return {"token": self.token_id, "read_only": self.read_only, "expires_at": ends}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        if "read_only" in entry.details:
            yield change("read_only", None, entry.details["read_only"], names)


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(UserFact):
    """A token for the API was revoked."""

    name: ClassVar[str] = "token.revoked"
    icon = "key"
    tone = "bad"
    title = _("Token for the API revoked")
    token_id: int

    def details(self) -> dict[str, Json]:
        return {"token": self.token_id}
