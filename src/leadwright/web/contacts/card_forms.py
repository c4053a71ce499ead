"""The forms that bring in vCards: a file, then the cards of it that are wanted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from leadwright.contacts.cards import read_cards
from leadwright.contacts.vcard import MOST, decoded
from leadwright.foundation.refusals import refuse
from leadwright.web.base.forms import ActForm

LARGEST = 2**20


class CardsForm(ActForm):
    """A file of vCards."""

    file = forms.FileField(
        label=gettext_lazy("File of vCards"),
        help_text=gettext_lazy("One card or many, as address books write them (.vcf), up to 1 MiB."),
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".vcf,text/vcard"}),
    )

    def content(self) -> bytes:
        """Return what was put up, unless it is too large."""
        content: bytes = self.cleaned_data["file"].read(LARGEST + 1)
        if len(content) > LARGEST:
            refuse("TOO_LARGE", field="file", limit="1 MiB")
        return content

    def text(self) -> str:
        """Return the file as text, to be sent again with the choice."""
        self.cleaned_data["file"].seek(0)
        content: bytes = self.cleaned_data["file"].read(LARGEST)
        return decoded(content)


class ChosenCardsForm(ActForm):
    """The cards as text, and the places of those that are wanted."""

    text = forms.CharField(strip=False)
    card = forms.TypedMultipleChoiceField(coerce=int, required=False, choices=[(n, n) for n in range(MOST)])

    def chosen(self) -> list[dict[str, Any]]:
        """Return the wanted cards."""
        wanted = set(self.cleaned_data["card"])
        cards = read_cards(self.cleaned_data["text"].encode())
        return [card for place, card in enumerate(cards) if place in wanted]
