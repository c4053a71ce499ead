"""The rows of e-mail addresses and telephone numbers that the forms of a contact have, the main one marked."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _

from leadwright.web.base.fields import Address
from leadwright.web.base.forms import ActForm

ROWS = 3
CHANNELS = (("email", "emails", "address"), ("phone", "phones", "number"))
Row = tuple[forms.BoundField, forms.BoundField, str, bool]


class ChannelRows(ActForm):
    """A form with several addresses and numbers, each with what it is kept for, and one of each the main one."""

    first_rows: ClassVar[Mapping[str, str]] = {
        "email": "email_0",
        "phone": "phone_0",
        "emails": "email_0",
        "phones": "phone_0",
    }

    def __init__(self, *args: Any, rows: int = ROWS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        self._typed_in: dict[str, str] = {}
        for item, _many, _part in CHANNELS:
            self._add_rows(item)

    def _add_rows(self, text: str) -> None:
        word, of_kind = (_("E-mail"), Address) if text == "email" else (_("Phone"), forms.CharField)
        for place in range(self.rows):
            label = f"{word} {place + 1}" if place else word
            self.fields[f"{text}_{place}"] = of_kind(label=label, required=False)
            kept_for = _("Kept for {label}").format(label=label)
            attrs = {"placeholder": _("work, private …"), "aria-label": kept_for}
            self.fields[f"{text}_label_{place}"] = forms.CharField(
                label=kept_for, required=False, widget=forms.TextInput(attrs=attrs)
            )
        choices = [(str(place), str(place + 1)) for place in range(self.rows)]
        self.fields[f"{text}_main"] = forms.ChoiceField(required=False, choices=choices, initial="0")

    def channel_rows(self, text: str) -> list[Row]:
        """Return the rows of addresses or numbers: value, label, place, whether it is the main one."""
        main = self[f"{text}_main"].value() or "0"
        return [
            (self[f"{text}_{place}"], self[f"{text}_label_{place}"], str(place), main == str(place))
            for place in range(self.rows)
        ]

    def place_of(self, name: str) -> str:
        """Return the row in which an address or a number was typed; all else is where it is called."""
        return self._typed_in.get(name) or self.first_rows.get(name) or super().place_of(name)

    def channels(self) -> dict[str, list[dict[str, Any]]]:
        """Return the addresses and the numbers that were typed, as the actions take them."""
        return {many: self._channels(item, many, part) for item, many, part in CHANNELS}

    def without_channels(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return what was typed into the other fields."""
        starts = tuple(f"{item}_" for item, _many, _part in CHANNELS)
        return {name: value for name, value in data.items() if not name.startswith(starts)}

    def _channels(self, text: str, many: str, part: str) -> list[dict[str, Any]]:
        typed = self.cleaned_data
        rows: list[dict[str, Any]] = []
        for place in range(self.rows):
            if value := typed[f"{text}_{place}"].strip():
                self._typed_in[f"{many}.{len(rows)}.{part}"] = f"{text}_{place}"
                self._typed_in[f"{many}.{len(rows)}.label"] = f"{text}_label_{place}"
                is_main = typed[f"{text}_main"] == str(place)
                rows.append({part: value, "label": typed[f"{text}_label_{place}"], "main": is_main})
        return rows
