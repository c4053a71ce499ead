"""The forms that bring in vCards: a file, then the cards of it that are wanted."""

import base64
import binascii
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.contacts.cards import read_cards
from leadwright.contacts.vcard import MOST
from leadwright.contacts.vcard_lines import without_pictures
from leadwright.foundation.refusals import sentence_of
from leadwright.web.base.forms import ActForm
from leadwright.web.base.uploads import LARGEST


class CardsForm(ActForm):
    """A file of vCards."""

    file = forms.FileField(
        label=gettext_lazy("File of vCards"),
        help_text=gettext_lazy(
            "One card or many, as phones and address books write them (.vcf): at most 500 cards and 20 MiB, of which 2 "
            "MiB without the pictures."
        ),
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".vcf,text/vcard"}),
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        if too_large:
            self.fields["file"].required, self.status = False, 413

    def clean(self) -> None:
        """Say that the file is too large to be taken at all."""
        if self.too_large:
            self.add_error("file", sentence_of("TOO_LARGE", {"limit": f"{LARGEST // 2**20} MiB"}))

    def cards(self) -> list[dict[str, Any]]:
        """Return the cards of what was put up."""
        return read_cards(self._content())

    def again(self) -> str:
        """Return the file without its pictures, to be sent again with the choice."""
        return base64.b64encode(without_pictures(self._content(), most=LARGEST)).decode()

    def _content(self) -> bytes:
        self.cleaned_data["file"].seek(0)
        content: bytes = self.cleaned_data["file"].read(LARGEST)
        return content


def _places() -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(coerce=int, required=False, choices=[(n, n) for n in range(MOST)])


class ChosenCardsForm(ActForm):
    """The cards as they came, the places of those that are wanted, and of those that were said to be known."""

    content = forms.CharField()
    card = _places()
    known = _places()

    def clean_content(self) -> bytes:
        """Return the bytes of the file."""
        try:
            return base64.b64decode(self.cleaned_data["content"], validate=True)
        except (binascii.Error, ValueError) as fault:
            raise forms.ValidationError(_("Tick cards of this file, or put it up again.")) from fault

    def cards(self) -> list[dict[str, Any]]:
        """Return all cards of the file."""
        return read_cards(self.cleaned_data["content"])

    def wanted(self) -> list[int]:
        """Return the places that are ticked."""
        return sorted(set(self.cleaned_data["card"]))

    def unless_known(self) -> set[int]:
        """Return where among the wanted those are that nobody was told are known."""
        known = set(self.cleaned_data["known"])
        return {at for at, place in enumerate(self.wanted()) if place not in known}
