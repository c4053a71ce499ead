"""The form in which somebody writes to the contact of a lead."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.communication.enclosing import MOST_BYTES, MOST_FILES, readable_files
from leadwright.communication.models import Direction, Medium, Template
from leadwright.communication.offering import offered_media, offered_templates
from leadwright.communication.writing import LONGEST_BODY, LONGEST_SUBJECT
from leadwright.consent.actions.writing import language_of
from leadwright.consent.models import ConsentPurpose, ConsentSender
from leadwright.files.quotas import words_of
from leadwright.leads.models import Lead
from leadwright.people.models import User
from leadwright.web.base.choices import offered
from leadwright.web.base.forms import area, blank, let_choose
from leadwright.web.base.languages import languages
from leadwright.web.parts.recipients_form import RecipientsForm

OFFERED_FILES = 100
MARKETED = {"data-shown-if": "marketing", "data-shown-for": json.dumps([])}


class ComposeForm(RecipientsForm):
    """What is said to the contact of a lead, or was said by it."""

    places: ClassVar[dict[str, str]] = {"contact_email": "medium", "files": "attached"}
    asked: ClassVar[frozenset[str]] = frozenset(("medium", "subject", "body", "direction", "language", "to"))
    left_out: ClassVar[frozenset[str]] = frozenset(("language", "direction"))
    template = forms.ChoiceField(label=gettext_lazy("Template"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    medium = forms.ChoiceField(label=gettext_lazy("Medium"), required=False)
    direction = forms.ChoiceField(
        label=gettext_lazy("Direction"),
        choices=Direction.choices,
        widget=forms.RadioSelect,
        required=False,
        initial=Direction.OUTGOING,
    )
    subject = forms.CharField(
        label=gettext_lazy("Subject"),
        required=False,
        max_length=LONGEST_SUBJECT,
        widget=forms.TextInput(attrs={"data-tags": "tag-list", "autocomplete": "off"}),
    )
    body = forms.CharField(label=gettext_lazy("Text"), required=False, max_length=LONGEST_BODY)
    attached = forms.MultipleChoiceField(
        label=gettext_lazy("Attachments"), required=False, widget=forms.CheckboxSelectMultiple
    )
    marketing = forms.BooleanField(label=gettext_lazy("This is marketing"), required=False)
    sender = forms.ChoiceField(label=gettext_lazy("Sender"), required=False)
    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"), required=False)
    shared = forms.BooleanField(required=False)
    filled_with = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, lead: Lead, by: User, now: datetime, other_side: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        media = offered_media()
        self.templates = {str(row.pk): row for row in offered_templates(by, at=now)}
        let_choose(self, "medium", [(row.code, row.label) for row in media])
        let_choose(self, "template", blank([(key, row.label) for key, row in self.templates.items()]))
        let_choose(self, "language", [(code, str(name)) for code, name in languages()])
        let_choose(self, "sender", blank(offered(ConsentSender)))
        let_choose(self, "purpose", blank(offered(ConsentPurpose)))
        for name in ("sender", "purpose"):
            self.fields[name].widget.attrs.update(MARKETED)
        limits = {row.code: row.limit or LONGEST_BODY for row in media}
        attrs = {"data-tags": "tag-list", "data-limits": json.dumps(limits), "data-limited-by": "medium"}
        self.fields["body"].widget = area(rows=10, **attrs)
        self.fields["body"].help_text = limits_in_words([(row.label, row.limit) for row in media])
        self._offer_files(lead, by, media)
        self.offer_recipients(lead, by=by, mails=[row.code for row in media if row.is_sent])
        self.fields["shared"].label = _("Share with %(name)s") % {"name": other_side}
        if not other_side:
            del self.fields["shared"]
        if not self.templates:
            del self.fields["template"]
        self.initial.setdefault("language", language_of(lead.contact) if lead.contact else "en")

    def _offer_files(self, lead: Lead, by: User, media: list[Medium]) -> None:
        """Let the newest files of the lead be ticked; a tick whose file is gone meanwhile is said to be wrong."""
        files = readable_files(lead, by=by)[:OFFERED_FILES]
        let_choose(self, "attached", [(str(row.pk), f"{row.name} ({words_of(row.size)})") for row in files])
        field, mails = self.fields["attached"], [row.code for row in media if row.is_sent]
        if not (files and mails) and "attached" not in self.data:
            del self.fields["attached"]
            return
        field.widget.attrs.update({"data-shown-if": "medium", "data-shown-for": json.dumps(mails)})
        field.help_text = _("Files of this lead: at most %(number)s, %(limit)s together.") % {
            "number": MOST_FILES,
            "limit": words_of(MOST_BYTES),
        }

    def payload(self) -> dict[str, Any]:
        """Return what was typed as the action takes it."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "filled_with"}
        typed["files"] = typed.pop("attached", [])
        typed |= self.recipients(typed)
        if not typed["marketing"]:
            typed |= {"sender": "", "purpose": ""}
        return typed

    def with_template(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """Return what is in the form with the texts of the chosen template where nobody typed anything else."""
        data: dict[str, Any] = {name: typed.get(name, "") for name in self.fields}
        data["marketing"], data["shared"] = bool(typed.get("marketing")), bool(typed.get("shared"))
        template = self.templates.get(str(typed.get("template") or ""))
        former = self.templates.get(str(typed.get("filled_with") or ""))
        language = typed.get("language") or str(self.initial["language"])
        data["language"] = language
        if template is None:
            return data
        for name, text in texts_of(template, language).items():
            before = [texts_of(former, code)[name] for code, _name in languages()] if former else []
            if _same(data[name], "") or any(_same(data[name], old) for old in before):
                data[name] = text
        return data | said_by(template) | {"filled_with": str(template.pk)}


def texts_of(template: Template, language: str) -> dict[str, str]:
    """Return subject and body of a template by their fields."""
    subject, body = template.text_in(language)
    return {"subject": subject, "body": body}


def said_by(template: Template) -> dict[str, Any]:
    """Return the other fields that a template fills."""
    data: dict[str, Any] = {"medium": template.medium.code, "marketing": template.is_marketing}
    if template.sender and template.purpose:
        data |= {"sender": template.sender.code, "purpose": template.purpose.code}
    return data


def _same(text: str, other: str) -> bool:
    return text.replace("\r\n", "\n").strip() == other.strip()


def limits_in_words(rows: list[tuple[str, int | None]]) -> str:
    """Say how much media carry that carry little; nothing if each carries enough."""
    return ", ".join(
        _("%(medium)s: at most %(number)s characters") % {"medium": label, "number": limit}
        for label, limit in rows
        if limit
    )
