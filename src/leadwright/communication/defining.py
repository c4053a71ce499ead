"""What a template or a medium may say: each part cleaned once, all faults named in one answer."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from leadwright.communication.listing import Lists
from leadwright.communication.models import Medium, Target, Template
from leadwright.communication.tags import unknown_in
from leadwright.communication.writing import LONGEST_BODY, LONGEST_SUBJECT, in_words
from leadwright.foundation.numbers import integer_in
from leadwright.foundation.refusals import FieldError, field_error
from leadwright.foundation.text import fault_in_line, fault_in_text, trimmed
from leadwright.people.models import Unit

OF_TEMPLATE = (
    *("label", "texts", "medium", "units", "order"),
    *("effective_from", "effective_until", "marketing", "sender", "purpose"),
    *("sent_for_types", "sent_for_products"),
)
OF_MEDIUM = ("label", "target", "limit", "consent_channel", "order", "retired")
CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}", re.ASCII)
LONGEST_CODE, LONGEST_LABEL, MOST_UNITS, MOST_ORDER = 60, 100, 200, 10_000
PARTS = {"subject": LONGEST_SUBJECT, "body": LONGEST_BODY}


def medium_of(row: Template) -> Medium | None:
    """Return the medium of a template, if it has one yet."""
    return getattr(row, "medium", None)


@dataclass
class Definer:
    """Reads what was sent into a template or a medium, and gathers what is wrong with it."""

    lists: Lists = field(default_factory=Lists)
    faults: list[FieldError] = field(default_factory=list)

    def read_template(self, row: Template, data: Mapping[str, Any], *, known: Collection[str]) -> None:
        """Put what was sent into a template; its texts may hold tags that are `known`."""
        self._refuse_unknown(data, OF_TEMPLATE)
        if "label" in data:
            row.labels = self.labels(data["label"])
        if "texts" in data:
            row.texts = self._texts(data["texts"], known)
        if "medium" in data:
            self._put_medium(row, data["medium"])
        if "units" in data:
            row.unit_ids = self._units(data["units"], row.organisation_id)
        for name in ("effective_from", "effective_until"):
            if name in data:
                setattr(row, name, self._day(name, data[name]))
        if row.effective_from and row.effective_until and row.effective_from > row.effective_until:
            self.wrong("effective_until", _("it is not before the day from which it holds"))
        if "order" in data:
            order = self._number("order", data["order"], most=MOST_ORDER)
            row.position = row.position if order is None else order
        self._read_marketing(row, data)
        self._read_occasions(row, data)

    def _read_marketing(self, row: Template, data: Mapping[str, Any]) -> None:
        if "marketing" in data:
            row.is_marketing = self._switch("marketing", data["marketing"])
        if "sender" in data:
            row.sender = self._row("sender", self.lists.senders, data["sender"])
        if "purpose" in data:
            row.purpose = self._row("purpose", self.lists.purposes, data["purpose"])
        if not row.is_marketing:
            row.sender = row.purpose = None
            return
        named = {fault.field for fault in self.faults}
        for name in ("sender", "purpose"):
            if getattr(row, name) is None and name not in named:
                self.faults.append(field_error(name, "FIELD_REQUIRED"))
        medium = medium_of(row)
        if medium is not None and not medium.consent_channel:
            self.wrong("marketing", _("no consent is kept for this medium; choose another one"))

    def _read_occasions(self, row: Template, data: Mapping[str, Any]) -> None:
        """Read when it is sent by itself: that goes by e-mail, and to no single unit's contacts."""
        if "sent_for_types" in data:
            row.type_codes = self._codes("sent_for_types", self.lists.types, data["sent_for_types"])
        if "sent_for_products" in data:
            given = data["sent_for_products"]
            row.product_codes = self._codes("sent_for_products", self.lists.products, given)
        if not (row.type_codes or row.product_codes):
            return
        medium = medium_of(row)
        if medium is not None and not medium.is_sent:
            self.wrong("medium", _("what is sent by itself goes by e-mail"))
        if row.unit_ids:
            self.wrong("units", _("what is sent by itself is for every unit"))

    def read_medium(self, row: Medium, data: Mapping[str, Any]) -> None:
        """Put what was sent into a medium."""
        self._refuse_unknown(data, OF_MEDIUM)
        if "label" in data:
            row.labels = self.labels(data["label"])
        if "target" in data:
            row.target = self._choice("target", data["target"], Target.values) or row.target
        if "limit" in data:
            row.limit = self._number("limit", data["limit"], least=1, most=LONGEST_BODY)
        if "consent_channel" in data:
            given, known = data["consent_channel"], self.lists.channels
            row.consent_channel = self._choice("consent_channel", given, known) if given else ""
        if "order" in data:
            order = self._number("order", data["order"], most=MOST_ORDER)
            row.position = row.position if order is None else order
        if "retired" in data:
            row.is_retired = self._switch("retired", data["retired"])

    def code_of_medium(self, given: Any) -> str:
        """Return what a new medium is known by."""
        if isinstance(given, str) and CODE.fullmatch(given):
            return given
        self.wrong("code", _("write small letters, digits, _ and -, beginning with a letter or digit"))
        return ""

    def code_of_template(self, given: Any) -> str:
        """Return what a new template is known by."""
        is_fit = isinstance(given, str) and len(given) <= LONGEST_CODE and not fault_in_line(given)
        code = given.strip() if is_fit else ""
        if not code:
            self.faults.append(field_error("code", "FIELD_REQUIRED"))
        return code

    def wrong(self, name: str, reason: str) -> None:
        """Note that a part cannot be kept, and why."""
        self.faults.append(field_error(name, "FIELD_INVALID", reason=reason))

    def _refuse_unknown(self, data: Mapping[str, Any], names: Collection[str]) -> None:
        self.faults += [field_error(name, "FIELD_UNKNOWN") for name in sorted(data.keys() - set(names))]

    def labels(self, given: Any) -> dict[str, str]:
        """Read a name in each language; one alone is taken for English."""
        given = {settings.LANGUAGE_CODE: given} if isinstance(given, str) else given
        rows = self._by_language("label", {} if given is None else given)
        texts = {code: self._line(f"label.{code}", text, LONGEST_LABEL) for code, text in rows.items()}
        labels = {code: text for code, text in texts.items() if text}
        if not labels and not any(fault.field.startswith("label") for fault in self.faults):
            self.faults.append(field_error("label", "FIELD_REQUIRED"))
        return labels

    def _by_language(self, name: str, given: Any) -> Mapping[str, Any]:
        languages = dict(settings.LANGUAGES)
        if isinstance(given, Mapping) and not given.keys() - languages.keys():
            return given
        self.wrong(name, _("write it by language: {codes}").format(codes=", ".join(languages)))
        return {}

    def _texts(self, given: Any, known: Collection[str]) -> dict[str, dict[str, str]]:
        """Read subject and body in each language; one language at least has a body, and each tag is known."""
        texts = {}
        for code, parts in self._by_language("texts", {} if given is None else given).items():
            place = f"texts.{code}"
            if not isinstance(parts, Mapping) or parts.keys() - PARTS.keys():
                self.wrong(place, _("write a subject and a body"))
                continue
            read = {name: self._part(f"{place}.{name}", parts.get(name), name, known) for name in PARTS}
            if read["body"]:
                texts[code] = read
            elif read["subject"]:
                self.faults.append(field_error(f"{place}.body", "FIELD_REQUIRED"))
        if not texts and not any(fault.field.startswith("texts") for fault in self.faults):
            self.faults.append(field_error("texts", "FIELD_REQUIRED"))
        return texts

    def _part(self, place: str, given: Any, name: str, known: Collection[str]) -> str:
        text = self._line(place, given, PARTS[name], is_line=name == "subject")
        if unknown := unknown_in([text], known):
            self.faults.append(field_error(place, "TAG_UNKNOWN", names=in_words(unknown)))
        return text

    def _line(self, name: str, given: Any, longest: int, *, is_line: bool = True) -> str:
        if given is None:
            return ""
        if not isinstance(given, str):
            self.wrong(name, _("it must be text"))
            return ""
        text = trimmed(given.replace("\r\n", "\n"))
        fault = fault_in_line(text) if is_line else fault_in_text(text)
        if len(text) > longest:
            fault = _("at most {number} characters").format(number=longest)
        if fault:
            self.wrong(name, fault)
            return ""
        return text

    def _put_medium(self, row: Template, given: Any) -> None:
        media, former = dict(self.lists.media), medium_of(row)
        if former is not None:
            media.setdefault(former.code, former)
        if medium := media.get(self._choice("medium", given, list(media))):
            row.medium = medium

    def _units(self, given: Any, organisation_id: int | None) -> list[int]:
        """Read the units that a template is for: those of the company whose it is, or of any if it is for all."""
        given = [] if given is None else given
        numbers = (
            [integer_in(str(number), least=1) for number in given] if isinstance(given, list) else [None]
        )
        rows = Unit.objects.filter(pk__in=[number for number in numbers if number is not None])
        if organisation_id is not None:
            rows = rows.filter(group__organisation=organisation_id)
        units = sorted(rows.values_list("pk", flat=True))
        if len(units) != len(set(numbers)) or len(units) > MOST_UNITS:
            self.wrong("units", _("choose units that there are"))
        return units

    def _day(self, name: str, given: Any) -> date | None:
        if given in (None, "") or isinstance(given, date):
            return given or None
        try:
            return date.fromisoformat(given)
        except (TypeError, ValueError):
            self.wrong(name, _("write a day such as 2026-03-12"))
            return None

    def _number(self, name: str, given: Any, *, least: int = 0, most: int) -> int | None:
        if given in (None, ""):
            return None
        number = integer_in("" if isinstance(given, bool | float) else str(given), least=least, most=most)
        if number is None:
            reason = _("write a whole number from {least} to {most}").format(least=least, most=most)
            self.wrong(name, reason)
        return number

    def _switch(self, name: str, given: Any) -> bool:
        if not isinstance(given, bool | None):
            self.wrong(name, _("it is true or false"))
        return given is True

    def _row(self, name: str, rows: Mapping[str, Any], given: Any) -> Any:
        return None if given in (None, "") else rows.get(self._choice(name, given, list(rows)))

    def _codes(self, name: str, known: Collection[str], given: Any) -> list[str]:
        given = [] if given is None else given
        if not isinstance(given, list) or any(
            not isinstance(code, str) or code not in known for code in given
        ):
            self.wrong(name, _("choose of: {names}").format(names=", ".join(known)))
            return []
        return sorted(set(given))

    def _choice(self, name: str, given: Any, known: Collection[str]) -> str:
        if given in (None, ""):
            self.faults.append(field_error(name, "FIELD_REQUIRED"))
            return ""
        if not isinstance(given, str) or given not in known:
            self.wrong(name, _("choose of: {names}").format(names=", ".join(known)))
            return ""
        return given
