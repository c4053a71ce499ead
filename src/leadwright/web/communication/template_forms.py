"""The forms of templates and media."""

from typing import Any, ClassVar

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.communication.describing import parts_of, parts_of_medium
from leadwright.communication.models import Medium, Target, Template
from leadwright.communication.offering import offered_media
from leadwright.communication.writing import LONGEST_BODY, LONGEST_SUBJECT
from leadwright.consent.models import ConsentChannel, ConsentPurpose, ConsentSender
from leadwright.foundation.labels import Listed
from leadwright.leads.models import LeadType, Product
from leadwright.people.models import Unit
from leadwright.web.base.choices import MOST, offered
from leadwright.web.base.fields import Day, Integer
from leadwright.web.base.forms import ActForm, area, blank, let_choose
from leadwright.web.base.languages import add_name_fields, languages, typed_words

OCCASIONS: dict[str, type[Listed]] = {"sent_for_types": LeadType, "sent_for_products": Product}
OWN, COMMON = "own", "all"
SUBJECT, BODY = gettext_lazy("Subject in {language}"), gettext_lazy("Text in {language}")


class TemplateForm(ActForm):
    """All that can be said of a template; its code and whose it is are said once."""

    merges = True
    asked: ClassVar[frozenset[str]] = frozenset(("code", f"body_{languages()[0][0]}"))
    version = Integer(widget=forms.HiddenInput, required=False)
    owner = forms.ChoiceField(label=gettext_lazy("For"), widget=forms.RadioSelect)
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("A short name that never changes."),
    )
    medium = forms.ChoiceField(label=gettext_lazy("Medium"))
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Units that can choose it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Without a choice it is for every unit."),
    )
    effective_from = Day(
        label=gettext_lazy("Holds from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    effective_until = Day(
        label=gettext_lazy("Holds until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    marketing = forms.BooleanField(
        label=gettext_lazy("This is marketing: it is sent only to those who agreed"), required=False
    )
    sender = forms.ChoiceField(label=gettext_lazy("Sender"), required=False)
    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"), required=False)
    sent_for_types = forms.MultipleChoiceField(
        label=gettext_lazy("Sent by itself when a lead of these types is entered"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Such a lead then needs an e-mail address of its contact."),
    )
    sent_for_products = forms.MultipleChoiceField(
        label=gettext_lazy("Sent by itself when interest in these products is noted"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    order = Integer(
        label=gettext_lazy("Place"), required=False, help_text=gettext_lazy("Smaller numbers come first.")
    )

    def __init__(
        self,
        *args: Any,
        owners: list[tuple[str, str]],
        organisation_id: int | None,
        row: Template | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        add_name_fields(self)
        for code, language in languages():
            self.fields[f"subject_{code}"] = forms.CharField(
                label=format_lazy(SUBJECT, language=language),
                required=False,
                max_length=LONGEST_SUBJECT,
                widget=forms.TextInput(attrs={"data-tags": "tag-list", "autocomplete": "off"}),
            )
            self.fields[f"body_{code}"] = forms.CharField(
                label=format_lazy(BODY, language=language),
                required=False,
                max_length=LONGEST_BODY,
                widget=area(rows=8, **{"data-tags": "tag-list"}),
            )
        let_choose(self, "medium", _media(row))
        let_choose(self, "sender", blank(offered(ConsentSender)))
        let_choose(self, "purpose", blank(offered(ConsentPurpose)))
        let_choose(self, "units", _units(organisation_id))
        for name, model in OCCASIONS.items():
            let_choose(self, name, offered(model)[:MOST])
            if not offered(model):
                del self.fields[name]
        if row is None:
            let_choose(self, "owner", owners)
            self.fields["owner"].initial = owners[0][0] if owners else None
        else:
            del self.fields["owner"], self.fields["code"]
            self.initial = {**_as_typed(row), **self.initial}
        if not _units(organisation_id):
            del self.fields["units"]

    def place_of(self, name: str) -> str:
        """Return the field of the form in which a part of a template is."""
        kind, _dot, rest = name.partition(".")
        language, _dot, part = rest.partition(".")
        if kind == "texts":
            return f"{part or 'body'}_{language or languages()[0][0]}"
        if kind == "label":
            return f"label_{language or languages()[0][0]}"
        return super().place_of(name)

    def payload(self) -> dict[str, Any]:
        """Return what was typed as the action takes it."""
        given = self.cleaned_data
        subjects, bodies = typed_words(given, "subject"), typed_words(given, "body")
        data = {
            "label": typed_words(given, "label"),
            "texts": {code: {"subject": subjects[code], "body": bodies[code]} for code in bodies},
            **{name: given[name] for name in ("medium", "marketing", "order")},
            **{name: given[name] for name in ("effective_from", "effective_until", "sender", "purpose")},
        }
        data |= {name: given[name] for name in OCCASIONS if name in given}
        if "units" in given:
            data["units"] = [int(number) for number in given["units"]]
        if "owner" in given:
            data |= {"code": given["code"], "own": given["owner"] == OWN}
        return data


def _media(row: Template | None) -> list[tuple[str, str]]:
    media = offered_media()
    if row is not None and row.medium not in media:
        media.append(row.medium)
    return [(medium.code, medium.label) for medium in media]


def _units(organisation_id: int | None) -> list[tuple[str, str]]:
    """Return the units of a company; those of all companies are not chosen on a page."""
    rows = Unit.objects.filter(group__organisation=organisation_id or 0).order_by("name", "pk")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")[:MOST]]


def _as_typed(row: Template) -> dict[str, Any]:
    """Return a template as somebody would type it."""
    parts = parts_of(row)
    data = {name: parts[name] for name in ("medium", "marketing", "sender", "purpose", "order", *OCCASIONS)}
    data |= {f"label_{code}": text for code, text in row.labels.items()}
    for code, text in row.texts.items():
        data |= {f"subject_{code}": text.get("subject", ""), f"body_{code}": text.get("body", "")}
    return data | {
        "units": [str(number) for number in row.unit_ids],
        "effective_from": row.effective_from,
        "effective_until": row.effective_until,
        "version": row.version,
    }


class MediumForm(ActForm):
    """What a medium is called, where it reaches people, and how much it carries."""

    merges = True
    asked: ClassVar[frozenset[str]] = frozenset(("code",))
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("By which files and the API know it; it never changes."),
    )
    target = forms.ChoiceField(label=gettext_lazy("It reaches the contact"), choices=Target.choices)
    limit = Integer(label=gettext_lazy("Most characters"), required=False)
    consent_channel = forms.ChoiceField(
        label=gettext_lazy("Channel of consent"),
        required=False,
        help_text=gettext_lazy("By which marketing is allowed; without one nothing of it is marketing."),
    )
    order = Integer(
        label=gettext_lazy("Place"), required=False, help_text=gettext_lazy("Smaller numbers come first.")
    )
    retired = forms.BooleanField(label=gettext_lazy("It can be chosen no longer"), required=False)

    def __init__(self, *args: Any, row: Medium | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_name_fields(self)
        let_choose(self, "consent_channel", blank(offered(ConsentChannel), _("none")))
        if row is None:
            self.merges = False
            del self.fields["retired"]
        else:
            del self.fields["code"]
            parts = parts_of_medium(row)
            labels = {f"label_{code}": text for code, text in parts.pop("label").items()}
            self.initial = {**parts, **labels, **self.initial}

    def place_of(self, name: str) -> str:
        """Return the field of the form in which a part of a medium is."""
        kind, _dot, language = name.partition(".")
        return f"label_{language or languages()[0][0]}" if kind == "label" else super().place_of(name)

    def payload(self) -> dict[str, Any]:
        """Return what was typed as the action takes it."""
        given = {name: value for name, value in self.cleaned_data.items() if not name.startswith("label_")}
        return given | {"label": typed_words(self.cleaned_data, "label")}
