"""The forms of accounts: win a lead and make a customer, convert a won lead, change an account."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from leadwright.accounts.data import FIELDS
from leadwright.accounts.models import Account, AccountClass, CreditRating
from leadwright.accounts.own import own_fields_of
from leadwright.foundation.labels import Listed
from leadwright.people.models import User
from leadwright.web.base.choices import named_countries, offered
from leadwright.web.base.fields import Integer
from leadwright.web.base.forms import Choices, blank, let_choose
from leadwright.web.parts.account_fields import ASKED, OURS, AccountFields, typed_account
from leadwright.web.parts.own_fields import OwnFieldsForm, add_own_fields, own_data


class AccountForm(OwnFieldsForm, AccountFields):
    """All that can be changed of an account, on the version that was seen."""

    merges = True
    asked: ClassVar[frozenset[str]] = ASKED
    places: ClassVar[dict[str, str]] = {name: f"{OURS}{name}" for name in FIELDS}
    version = Integer(widget=forms.HiddenInput, required=False)
    account_class = forms.ChoiceField(label=gettext_lazy("Classification"), required=False)
    credit_rating = forms.ChoiceField(label=gettext_lazy("Credit rating"), required=False)

    def __init__(self, *args: Any, account: Account, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        add_own_fields(self, own_fields_of(by), account.own_fields, by=by)
        let_choose(self, "account_country", blank(named_countries()))
        let_choose(self, "account_class", blank(_rows(AccountClass, account.account_class)))
        let_choose(self, "credit_rating", blank(_rows(CreditRating, account.credit_rating)))
        for name in FIELDS:
            self.initial.setdefault(f"{OURS}{name}", getattr(account, name))
        self.initial.setdefault("version", account.version)
        for name in ("account_class", "credit_rating"):
            row = getattr(account, name)
            self.initial.setdefault(name, row.code if row else "")

    def changes(self) -> dict[str, Any]:
        """Return what the action asks for."""
        codes = {name: self.cleaned_data[name] for name in ("account_class", "credit_rating")}
        return typed_account(self) | codes | own_data(self, by=self.by)


def _rows(model: type[Listed], kept: Listed | None) -> Choices:
    """Return what can be chosen of a list, and the one that the account has."""
    rows = offered(model)
    if kept is not None and kept.code not in dict(rows):
        rows.append((kept.code, kept.label))
    return rows
