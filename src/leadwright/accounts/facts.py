"""What happens to accounts, in the past tense."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from leadwright.accounts.models import Account
from leadwright.fields.tracing import is_own, said
from leadwright.foundation import local
from leadwright.foundation.naming import field_label
from leadwright.foundation.numbers import integer_in
from leadwright.history.facts import Fact, Json, Subject
from leadwright.history.lines import Change, Names, ReadableEntry

LISTS = ("account_class", "credit_rating")


@dataclass(frozen=True, kw_only=True)
class AccountFact(Fact):
    """Something happened to an account."""

    account: Account

    def subject(self) -> Subject:
        return Subject(kind="account", id=self.account.pk, name=self.account.name)

    def organisations(self) -> tuple[int, ...]:
        concerned = {self.account.organisation_id, self.by.organisation_id}
        return tuple(sorted(row for row in concerned if row is not None))


@dataclass(frozen=True, kw_only=True)
class AccountOpened(AccountFact):
    """A contact became a customer."""

    name: ClassVar[str] = "account.opened"
    icon = "person"
    tone = "good"
    title = _("Account opened")

    def details(self) -> dict[str, Json]:
        account = self.account
        return {
            "contact": account.contact_id,
            "lead": account.opened_from,
            "account_class": account.account_class.code if account.account_class else None,
            "credit_rating": account.credit_rating.code if account.credit_rating else None,
        }

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        if lead := entry.details.get("lead"):
            yield Change(field="lead", label=str(_("Lead")), after=f"L-{lead}")
        for name in LISTS:
            if code := entry.details.get(name):
                yield _chosen(name, None, code, names)


@dataclass(frozen=True, kw_only=True)
class AccountEdited(AccountFact):
    """An account was changed; class and rating are told as codes, the values hold old and new."""

    name: ClassVar[str] = "account.edited"
    icon = "edit"
    title = _("Account changed")
    codes: dict[str, Json] = field(default_factory=dict)
    changes: dict[str, str] = field(default_factory=dict)

    def details(self) -> dict[str, Json]:
        fields = sorted({key.rsplit("_", 1)[0] for key in self.changes})
        return {"fields": fields, "changes": dict(self.codes)}

    def values(self) -> dict[str, str]:
        return dict(self.changes)

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        """Say what was changed; what was erased since is simply gone."""
        for name, (before, after) in entry.details.get("changes", {}).items():
            yield _chosen(name, before, after, names)
        pairs = entry.changed_texts()
        for name in entry.details.get("fields", ()):
            if is_own(name):
                yield said(name, *pairs.get(name, ("", "")), names)
                continue
            old, new = (_in_words(name, text) for text in pairs.get(name, ("", "")))
            if old or new:
                yield Change(field=name, label=field_label(f"account.{name}"), before=old, after=new)


def _chosen(name: str, before: str | None, after: str | None, names: Names) -> Change:
    old, new = (names.label(name, code) for code in (before, after))
    return Change(field=name, label=field_label(name), before=old, after=new)


def _in_words(name: str, value: str) -> str:
    """Return a value as people read it."""
    if name == "country" and value:
        return local.country(value)
    days = integer_in(value) if name == "payment_days" else None
    if days is not None:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    return local.currency(value) if name == "currency" else value
