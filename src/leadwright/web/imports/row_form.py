"""The cells of one row, to be put right."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from leadwright.intake.choices import LONGEST_CELL
from leadwright.intake.models import ImportRow
from leadwright.web.base.forms import ActForm

LONG = 80


class RowForm(ActForm):
    """A field for each cell, named by the header of its column."""

    places: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, row: ImportRow, headers: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headers = list(headers)
        for place, header in enumerate(self.headers):
            text = row.cells[place] if place < len(row.cells) else ""
            is_long = len(text) > LONG or "\n" in text
            self.fields[f"cell_{place}"] = forms.CharField(
                label=header,
                required=False,
                strip=False,
                initial=text,
                max_length=LONGEST_CELL,
                widget=forms.Textarea(attrs={"rows": 3}) if is_long else forms.TextInput,
            )

    def changed_cells(self) -> dict[str, str]:
        """Return the cells that say something else now, by the headers of their columns."""
        return {
            header: self.cleaned_data[f"cell_{place}"]
            for place, header in enumerate(self.headers)
            if f"cell_{place}" in self.changed_data
        }
