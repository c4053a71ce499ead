"""The forms about what hangs on a lead: products of interest, team, competitors and notes."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.leads.models import Lead, ProductOfInterest
from leadwright.leads.references import offered_competitors, offered_products, possible_members
from leadwright.leads.states import ProductKind
from leadwright.web.base.choices import MOST
from leadwright.web.base.forms import ActForm, area, blank, let_choose

NOTES = gettext_lazy("Questions and extra wishes")


class ProductForm(ActForm):
    """A product that the customer is interested in."""

    asked: ClassVar[frozenset[str]] = frozenset(("product",))
    product = forms.ChoiceField(label=gettext_lazy("Product"), required=False)
    notes = forms.CharField(label=NOTES, required=False, widget=area())

    def __init__(self, *args: Any, lead: Lead, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = set(lead.products.values_list("product", flat=True))
        free = [row for row in offered_products(lead.type)[:MOST] if row.pk not in taken]
        headings = {ProductKind.GOODS: _("Goods"), ProductKind.SERVICE: _("Services")}
        grouped = [
            (heading, [(row.code, row.label) for row in free if row.kind == kind])
            for kind, heading in headings.items()
        ]
        let_choose(self, "product", [("", "—"), *(row for row in grouped if row[1])])


class ProductNotesForm(ActForm):
    """Other notes on a product of interest."""

    merges = True
    notes = forms.CharField(label=NOTES, required=False, widget=area())

    def __init__(self, *args: Any, line: ProductOfInterest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("notes", line.notes)


class MemberForm(ActForm):
    """Who works on the lead too."""

    asked: ClassVar[frozenset[str]] = frozenset(("user",))
    user = forms.ChoiceField(label=gettext_lazy("Colleague"), required=False)

    def __init__(self, *args: Any, lead: Lead, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = possible_members(lead.organisation_id).exclude(pk__in=lead.team)
        let_choose(self, "user", blank(list(rows.values_list("email", "name")[:MOST])))


class CompetitorForm(ActForm):
    """Who else is after the lead."""

    asked: ClassVar[frozenset[str]] = frozenset(("competitor",))
    competitor = forms.ChoiceField(label=gettext_lazy("Competitor"), required=False)

    def __init__(self, *args: Any, lead: Lead, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = set(lead.competitors.values_list("pk", flat=True))
        free = [(row.code, row.label) for row in offered_competitors()[:MOST] if row.pk not in taken]
        let_choose(self, "competitor", blank(free))


class NoteForm(ActForm):
    """A note, and whether the other side reads it."""

    asked: ClassVar[frozenset[str]] = frozenset(("text",))
    text = forms.CharField(label=gettext_lazy("Note"), required=False, widget=area())
    shared = forms.BooleanField(required=False)

    def __init__(self, *args: Any, other_side: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shared"].label = _("Share with %(name)s") % {"name": other_side}
        if not other_side:
            del self.fields["shared"]
