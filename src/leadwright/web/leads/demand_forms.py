"""The forms of a lead's demand."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from leadwright.foundation import local
from leadwright.foundation.numbers import written_decimal
from leadwright.leads.models import DemandLine, Lead
from leadwright.leads.money import currency_aimed_at
from leadwright.leads.references import offered_products
from leadwright.leads.states import DemandKind
from leadwright.leads.telling import may_know
from leadwright.people.models import User
from leadwright.web.base.choices import MOST
from leadwright.web.base.fields import Number
from leadwright.web.base.forms import ActForm, amount_given, area, blank, let_choose, plain_number
from leadwright.web.leads.forms import money_typed


class DemandForm(ActForm):
    """A line of what the customer asks for: a product, or words; with the price that is expected."""

    merges = True
    asked: ClassVar[frozenset[str]] = frozenset(("text",))
    product = forms.ChoiceField(label=gettext_lazy("Product"), required=False)
    text = forms.CharField(
        label=gettext_lazy("In words"),
        required=False,
        help_text=gettext_lazy("What it is; leave it empty if the product says it all."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    quantity = Number(label=gettext_lazy("Quantity"), required=False)
    amount = Number(label=gettext_lazy("Amount"), required=False)
    comment = forms.CharField(label=gettext_lazy("Comment"), required=False, widget=area())
    taken = forms.BooleanField(label=gettext_lazy("The customer takes it"), required=False, initial=True)
    reason = forms.CharField(label=gettext_lazy("Why it is not taken"), required=False)

    def __init__(
        self, *args: Any, lead: Lead, by: User, line: DemandLine | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.currency = (line.currency if line else "") or currency_aimed_at(lead)
        rows = list(offered_products(lead.type)[:MOST])
        if line is not None and line.product is not None and line.product not in rows:
            rows.append(line.product)
        let_choose(self, "product", blank([(row.code, row.label) for row in rows]))
        let_choose(self, "kind", blank([(kind.value, str(kind.label)) for kind in DemandKind]))
        self.fields["amount"].help_text = self.currency
        if not may_know(by, "target_amount"):
            del self.fields["amount"]
        if line is None:
            del self.fields["taken"], self.fields["reason"]

    def payload(self) -> dict[str, Any]:
        """Return the line as the action takes it."""
        data = dict(self.cleaned_data)
        if "amount" in data:
            typed = data["amount"].strip()
            data["amount"] = amount_given(typed, self.currency) if typed else None
        if "quantity" in data:
            data["quantity"] = plain_number(data["quantity"])
        return data


def as_typed(line: DemandLine) -> dict[str, Any]:
    """Return a line as somebody would type it."""
    return {
        "product": line.product.code if line.product else "",
        "text": line.text,
        "kind": line.kind,
        "quantity": ""
        if line.quantity is None
        else written_decimal(line.quantity.normalize(), local.decimal_mark()),
        "amount": money_typed(line.amount, line.currency),
        "comment": line.comment,
        "taken": line.is_taken,
        "reason": line.reason,
    }
