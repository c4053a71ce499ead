"""Forms that make a customer: winning a lead, and converting one later."""

from typing import Any, ClassVar

from leadwright.leads.customers import would_open
from leadwright.leads.features import converts
from leadwright.leads.models import Lead
from leadwright.leads.rules import active_definition
from leadwright.leads.states import State
from leadwright.people.models import User
from leadwright.web.base.forms import ActForm
from leadwright.web.leads.forms import CloseForm
from leadwright.web.parts.account_fields import (
    ASKED,
    OURS,
    PLACES,
    AccountFields,
    account_notice,
    ask_nothing,
    prefill,
    typed_account,
)


class WinForm(CloseForm, AccountFields):
    """Win a lead; with conversion, complete the account of the new customer."""

    field_order = list(CloseForm.base_fields)
    asked: ClassVar[frozenset[str]] = CloseForm.asked | ASKED
    places: ClassVar[dict[str, str]] = CloseForm.places | PLACES

    def __init__(self, *args: Any, lead: Lead, by: User, **kwargs: Any) -> None:
        super().__init__(*args, lead=lead, by=by, state=State.WON, **kwargs)
        is_on = converts(active_definition())
        self.asks = is_on and would_open(lead)
        self.payload = account_notice(lead, asks=self.asks) if is_on else ""
        if self.asks:
            prefill(self, lead)
        else:
            ask_nothing(self)

    def deal(self) -> dict[str, Any]:
        """Return what the action asks for, the data of the account by themselves."""
        data = {name: value for name, value in super().deal().items() if not name.startswith(OURS)}
        return data | ({"account": typed_account(self)} if self.asks else {})


class ConvertForm(ActForm, AccountFields):
    """Make a customer of the contact of a won lead."""

    asked: ClassVar[frozenset[str]] = ASKED
    places: ClassVar[dict[str, str]] = PLACES

    def __init__(self, *args: Any, lead: Lead, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks = would_open(lead)
        self.payload = account_notice(lead, asks=self.asks)
        if self.asks:
            prefill(self, lead)
        else:
            ask_nothing(self)

    def account(self) -> dict[str, Any] | None:
        """Return the data of the account, if they were asked."""
        return typed_account(self) if self.asks else None
