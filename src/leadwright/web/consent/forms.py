"""The forms of consents: what is known of one, and the lists that they are made of."""

from datetime import datetime, time
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.consent.deriving import Act
from leadwright.consent.models import ConsentChannel, ConsentPurpose, ConsentSender, Wording
from leadwright.foundation.labels import Listed
from leadwright.web.base.choices import offered
from leadwright.web.base.fields import Day
from leadwright.web.base.forms import ActForm, Choices, area, blank, let_choose
from leadwright.web.base.languages import add_text_fields, typed_words

LONGEST_EXCERPT = 70
LISTS: dict[str, type[Listed]] = {
    "channel": ConsentChannel,
    "sender": ConsentSender,
    "purpose": ConsentPurpose,
}
ACTS = [
    (Act.GIVEN.value, gettext_lazy("Given: the person agrees")),
    (Act.WITHDRAWN.value, gettext_lazy("Withdrawn: the person takes a consent back")),
    (Act.OBJECTED.value, gettext_lazy("Objected: the person does not want it at all")),
    (Act.EXPIRED.value, gettext_lazy("Expired: it is too old to rely on")),
]


class ConsentForm(ActForm):
    """What somebody agreed to or refused, where that is known from, and how to ask."""

    places: ClassVar[dict[str, str]] = {"at": "day"}
    asked: ClassVar[frozenset[str]] = frozenset({"source", "act"})
    channel = forms.ChoiceField(label=gettext_lazy("Channel"))
    sender = forms.ChoiceField(label=gettext_lazy("Sender"))
    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"))
    act = forms.ChoiceField(
        label=gettext_lazy("What is known"), choices=ACTS, widget=forms.RadioSelect, required=False
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Where you know it from, such as a form, a call or a fair."),
    )
    wording = forms.ChoiceField(
        label=gettext_lazy("Wording that the person saw"),
        required=False,
        help_text=gettext_lazy("A question by mail shows the newest one when you choose none."),
    )
    evidence = forms.CharField(label=gettext_lazy("Evidence"), required=False, max_length=4000, widget=area())
    day = Day(
        label=gettext_lazy("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Leave it empty for today."),
    )
    confirm = forms.BooleanField(
        label=gettext_lazy("Ask the person to confirm by mail; until then it does not count"), required=False
    )
    suppress = forms.BooleanField(
        label=gettext_lazy(
            "Refuse it for these addresses and numbers for good, whoever they are entered for"
        ),
        required=False,
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        for name, model in LISTS.items():
            let_choose(self, name, _offered(model, str(self.initial.get(name, ""))))
        let_choose(self, "wording", blank(_wordings()))

    def data_for_action(self) -> dict[str, Any]:
        """Return what was typed as the action reads it: a day is its noon, today is now."""
        data = dict(self.cleaned_data)
        day, wording = data.pop("day"), data.pop("wording")
        if day is not None and day != timezone.localdate(self.now):
            data["at"] = datetime.combine(day, time(12), timezone.get_current_timezone())
        return data | {"wording": int(wording) if wording else None}


def _offered(model: type[Listed], asked: str) -> Choices:
    """Return what can be chosen, and the cell that is asked about: what is retired can still be refused."""
    rows = model._default_manager.all()
    return [(row.code, row.label) for row in rows if not row.is_retired or row.code == asked]


def _wordings() -> Choices:
    rows = Wording.objects.select_related("purpose").order_by("purpose__position", "-version", "language")
    return [(str(row.pk), _wording(row)) for row in rows]


def _wording(row: Wording) -> str:
    words = " ".join(row.text.split())
    short = words if len(words) <= LONGEST_EXCERPT else f"{words[: LONGEST_EXCERPT - 1]}…"
    return _("%(purpose)s, version %(version)s, %(language)s: “%(text)s”") % {
        "purpose": row.purpose.label,
        "version": row.version,
        "language": row.language,
        "text": short,
    }


class WordingForm(ActForm):
    """The next version of a wording, in one language or more."""

    asked: ClassVar[frozenset[str]] = frozenset({f"text_{settings.LANGUAGE_CODE}"})
    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_text_fields(self)
        let_choose(self, "purpose", offered(ConsentPurpose))

    def texts(self) -> dict[str, str]:
        """Return the texts by language."""
        return typed_words(self.cleaned_data, "text")
