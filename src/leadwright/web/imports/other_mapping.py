"""The mappings among which the reader of a file can choose: saved ones, and those that the product ships."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.intake.choosing import saved_for
from leadwright.intake.mapping import FileMapping
from leadwright.intake.models import SavedMapping
from leadwright.intake.recognising import shipped_by_code
from leadwright.intake.saving import mapping_of
from leadwright.people.models import User
from leadwright.web.base.forms import ActForm, let_choose

SAVED, SHIPPED = "saved:", "shipped:"


class OtherMappingForm(ActForm):
    """One choice among all mappings that the reader can use."""

    resumes = False
    mapping = forms.ChoiceField(label=gettext_lazy("Another mapping"))

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.saved = {
            f"{SAVED}{row.pk}": row for row in saved_for(by.organisation, by).order_by("name", "pk")
        }
        let_choose(self, "mapping", _offered(self.saved.items()))

    def definition(self) -> dict[str, Any]:
        """Return the mapping that was chosen, as plain data."""
        return self._chosen().data()

    def _chosen(self) -> FileMapping:
        name: str = self.cleaned_data["mapping"]
        if name in self.saved:
            return mapping_of(self.saved[name])
        return shipped_by_code()[name.removeprefix(SHIPPED)]


def _offered(saved: Iterable[tuple[str, SavedMapping]]) -> list[Any]:
    own = [(name, row.name) for name, row in saved]
    shipped = sorted(
        ((f"{SHIPPED}{code}", mapping.title) for code, mapping in shipped_by_code().items()),
        key=lambda row: row[1].casefold(),
    )
    groups = ((_("Saved"), own), (_("Shipped"), shipped))
    return [group for group in groups if group[1]]
