"""What happens to accounts, in the past tense."""

from dataclasses import dataclass, field
from typing import ClassVar

from leadwright.accounts.models import Account
from leadwright.history.facts import Fact, Json, Subject


@dataclass(frozen=True, kw_only=True)
class AccountFact(Fact):
    """Something happened to an account."""

    account: Account

    def subject(self) -> Subject:
        return Subject(kind="account", id=self.account.pk, name=self.account.name)

    def organisations(self) -> tuple[int, ...]:
        concerned = {self.account.organisation_id, self.by.organisation_id}
        return tuple(sorted(one for one in concerned if one is not None))


@dataclass(frozen=True, kw_only=True)
class AccountOpened(AccountFact):
    """A contact became a customer."""

    name: ClassVar[str] = "account.opened"

    def details(self) -> dict[str, Json]:
        account = self.account
        return {
            "contact": account.contact_id,
            "lead": account.opened_from,
            "account_class": account.account_class.code if account.account_class else None,
            "credit_rating": account.credit_rating.code if account.credit_rating else None,
        }


@dataclass(frozen=True, kw_only=True)
class AccountEdited(AccountFact):
    """An account was changed; class and rating are told as codes, the values hold old and new."""

    name: ClassVar[str] = "account.edited"
    codes: dict[str, Json] = field(default_factory=dict)
    changes: dict[str, str] = field(default_factory=dict)

    def details(self) -> dict[str, Json]:
        fields = sorted({key.rsplit("_", 1)[0] for key in self.changes})
        return {"fields": fields, "changes": dict(self.codes)}

    def values(self) -> dict[str, str]:
        return dict(self.changes)
