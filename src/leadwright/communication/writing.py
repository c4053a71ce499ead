"""What somebody wants to say about a lead: read strictly, each fault named by its field, with the tags filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from leadwright.communication.enclosing import read_files
from leadwright.communication.models import Direction, Medium, Template
from leadwright.communication.offering import offered_media, offered_templates
from leadwright.communication.recipients import Recipient, read_recipients
from leadwright.communication.tag_table import TagValues, known_tags, spoken_to
from leadwright.communication.tags import filled, tags_in, unknown_in
from leadwright.consent.actions.writing import language_of
from leadwright.consent.models import ConsentPurpose, ConsentSender
from leadwright.files.models import File
from leadwright.foundation.labels import Listed
from leadwright.foundation.refusals import FieldError, field_error, refuse_fields
from leadwright.foundation.text import fault_in_line
from leadwright.leads.cleaning import clean_text, tried
from leadwright.leads.models import Lead
from leadwright.people.models import User

LONGEST_BODY = 20_000
LONGEST_SUBJECT = 250
NAMES = frozenset(
    (
        *("medium", "direction", "subject", "body", "template", "language"),
        *("marketing", "sender", "purpose", "shared", "files", "to", "cc"),
    )
)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is to be said, with a value in the place of each tag."""

    medium: Medium
    direction: Direction
    subject: str
    text: str
    language: str
    template: Template | None = None
    is_marketing: bool = False
    sender: ConsentSender | None = None
    purpose: ConsentPurpose | None = None
    is_shared: bool = False
    files: tuple[File, ...] = ()
    recipients: tuple[Recipient, ...] = ()

    @property
    def is_sent(self) -> bool:
        """Tell whether the product itself sends it."""
        return self.medium.is_sent and self.direction == Direction.OUTGOING


def read_draft(lead: Lead, data: Mapping[str, Any], *, by: User, at: datetime) -> Draft:
    """Return what was sent as something to say, or refuse it naming each field that is wrong.

    A template gives what was left out: subject and text, the medium, and for what marketing it is.
    """
    reader = _Reader(lead, data, by, at)
    medium, direction = reader.medium(), reader.direction()
    language, shared = reader.language(), reader.switch("shared")
    sender, purpose, is_marketing = reader.marketing(medium)
    subject, text = reader.texts(language)
    reader.faults += _faults_in_texts(medium, direction, subject, text)
    files, recipients = reader.files(medium, direction), reader.recipients(medium, direction)
    reader.faults += [field_error(name, "FIELD_UNKNOWN") for name in sorted(data.keys() - NAMES)]
    refuse_fields(reader.faults)
    if medium is None:
        raise ValueError("a field that is missing has its fault")
    return Draft(
        medium=medium,
        direction=direction,
        subject=subject,
        text=text,
        language=language,
        template=reader.template,
        is_marketing=is_marketing,
        sender=sender,
        purpose=purpose,
        is_shared=shared,
        files=files,
        recipients=recipients,
    )


def _faults_in_texts(
    medium: Medium | None, direction: Direction, subject: str, text: str
) -> list[FieldError]:
    """Say what keeps texts from being sent: a head is one line without tricks, and media carry so much."""
    faults = []
    if fault := fault_in_line(subject) or _too_long(subject, LONGEST_SUBJECT):
        faults.append(field_error("subject", "FIELD_INVALID", reason=fault))
    if medium and (fault := _too_long(text, medium.limit or LONGEST_BODY)):
        faults.append(field_error("body", "FIELD_INVALID", reason=fault))
    if medium and medium.is_sent and direction == Direction.OUTGOING and not subject:
        faults.append(field_error("subject", "FIELD_REQUIRED"))
    return faults


def _too_long(text: str, most: int) -> str:
    return _("at most {number} characters").format(number=most) if len(text) > most else ""


@dataclass
class _Reader:
    """Reads one field after the other and gathers their faults."""

    lead: Lead
    data: Mapping[str, Any]
    by: User
    at: datetime
    faults: list[FieldError] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.template = self._template()

    def _template(self) -> Template | None:
        given = self.data.get("template")
        if given in (None, ""):
            return None
        rows = {str(row.pk): row for row in offered_templates(self.by, at=self.at)}
        named = rows.get(str(given)) if isinstance(given, int | str) and not isinstance(given, bool) else None
        if named is None:
            reason = _("choose one that holds today and is for your unit")
            self.faults.append(field_error("template", "FIELD_INVALID", reason=reason))
        return named

    def medium(self) -> Medium | None:
        given = self.data.get("medium")
        if given in (None, ""):
            if self.template is None:
                self.faults.append(field_error("medium", "FIELD_REQUIRED"))
            return self.template.medium if self.template else None
        medium: Medium | None = self._chosen("medium", offered_media(), given)
        return medium

    def direction(self) -> Direction:
        given = self.data.get("direction") or Direction.OUTGOING
        if given not in Direction.values:
            self._unfit("direction", list(Direction.values))
            return Direction.OUTGOING
        return Direction(given)

    def language(self) -> str:
        contact, given = self.lead.contact, self.data.get("language")
        if given in (None, ""):
            return language_of(contact) if contact else settings.LANGUAGE_CODE
        known = [code for code, _name in settings.LANGUAGES]
        if given not in known:
            self._unfit("language", known)
            return settings.LANGUAGE_CODE
        return str(given)

    def switch(self, name: str) -> bool:
        answer = self.data.get(name)
        if not isinstance(answer, bool | None):
            self.faults.append(field_error(name, "FIELD_INVALID", reason=_("it is true or false")))
        return answer is True

    def files(self, medium: Medium | None, direction: Direction) -> tuple[File, ...]:
        """Return what a mail carries; by what medium nobody can say is not held against it."""
        is_sent = _may_be_sent(medium, direction)
        files, faults = read_files(self.lead, self.data.get("files"), by=self.by, is_sent=is_sent)
        self.faults += faults
        return files

    def recipients(self, medium: Medium | None, direction: Direction) -> tuple[Recipient, ...]:
        """Return whom a mail goes to, if that is said; by what medium nobody can say is not held against it."""
        is_sent = _may_be_sent(medium, direction)
        rows, faults = read_recipients(self.lead, self.data, by=self.by, is_sent=is_sent)
        self.faults += faults
        return rows

    def marketing(self, medium: Medium | None) -> tuple[ConsentSender | None, ConsentPurpose | None, bool]:
        """Return in whose name and about what; what a template says of itself is not taken back."""
        said, template = self.switch("marketing"), self.template
        if template is not None and template.is_marketing:
            return template.sender, template.purpose, self._can_be_marketing(medium)
        if not said:
            return None, None, False
        sender = self._listed("sender", ConsentSender)
        purpose = self._listed("purpose", ConsentPurpose)
        return sender, purpose, self._can_be_marketing(medium)

    def _can_be_marketing(self, medium: Medium | None) -> bool:
        if medium is not None and not medium.consent_channel:
            reason = _("no consent is kept for this medium; choose another one")
            self.faults.append(field_error("marketing", "FIELD_INVALID", reason=reason))
        return True

    def texts(self, language: str) -> tuple[str, str]:
        """Return subject and text with their tags filled in, once."""
        stored = self.template.text_in(language) if self.template else ("", "")
        texts = [self._text(name, kept) for name, kept in zip(("subject", "body"), stored, strict=True)]
        if not texts[1] and not any(fault.field == "body" for fault in self.faults):
            self.faults.append(field_error("body", "FIELD_REQUIRED"))
        known = known_tags(self.by, lead=self.lead)
        values = TagValues(self.lead, self.by)
        faults = [
            fault
            for name, text in zip(("subject", "body"), texts, strict=True)
            for fault in _faults_in_tags(name, unknown_in([text], known), values.hidden(tags_in(text)))
        ]
        self.faults += faults
        if faults:
            return texts[0], texts[1]
        with spoken_to(self.lead, language):
            subject = filled(texts[0], lambda name: " ".join(values.value(name).split()))
            return subject, filled(texts[1], values.value)

    def _text(self, name: str, kept: str) -> str:
        if self.data.get(name) in (None, ""):
            return kept
        longest = LONGEST_SUBJECT if name == "subject" else LONGEST_BODY
        return tried(self.faults, lambda: clean_text(name, self.data[name], longest=longest)) or ""

    def _listed(self, name: str, model: type[Listed]) -> Any:
        rows = list(model._default_manager.filter(is_retired=False))
        if self.data.get(name) in (None, ""):
            self.faults.append(field_error(name, "FIELD_REQUIRED"))
            return None
        return self._chosen(name, rows, self.data[name])

    def _chosen(self, name: str, rows: list[Any], given: object) -> Any:
        row = next((row for row in rows if row.code == given), None)
        if row is None:
            self._unfit(name, [row.code for row in rows])
        return row

    def _unfit(self, name: str, known: list[str]) -> None:
        reason = _("choose of: {names}").format(names=", ".join(known))
        self.faults.append(field_error(name, "FIELD_INVALID", reason=reason))


def _may_be_sent(medium: Medium | None, direction: Direction) -> bool:
    return medium is None or (medium.is_sent and direction == Direction.OUTGOING)


def _faults_in_tags(field: str, unknown: list[str], hidden: list[str]) -> list[FieldError]:
    """Name the tags of a text that nobody knows, and those whose value the writer may not know."""
    pairs = (("TAG_UNKNOWN", unknown), ("TAG_HIDDEN", hidden))
    return [field_error(field, code, names=in_words(names)) for code, names in pairs if names]


def in_words(names: list[str]) -> str:
    """Return tags as they are written, a few of them."""
    return ", ".join(f"#{name[:60]}" for name in names[:10])
