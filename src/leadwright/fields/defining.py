"""What a definition may say: each part cleaned once, all faults named in one answer."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from leadwright.fields.computing import fault_in, names_in, reckons_unseen
from leadwright.fields.fixed import FIXED
from leadwright.fields.models import OwnField
from leadwright.fields.places import kinds_in, places_in, steps_in
from leadwright.fields.questions import kinds_of_activities, places_of_subject
from leadwright.fields.reading import Around, Unfit, canonical
from leadwright.fields.subjects import FILTERED, FREE, WITH_CHOICES, Kind, Sees, Subject
from leadwright.foundation.numbers import integer_in
from leadwright.foundation.refusals import FieldError, field_error
from leadwright.foundation.text import fault_in_line, fault_in_text, trimmed

LONGEST_LABEL, LONGEST_HELP, LONGEST_UNIT, LONGEST_EXPRESSION = 100, 500, 20, 1000
MOST_CHOICES = 200
MADE_OF = (
    *FIXED,
    "label",
    "help",
    "section",
    "order",
    "unit",
    "default",
    "choices",
    "filterable",
    "searchable",
    "personal",
    "sees",
    "required_from",
    "activity_kinds",
    "steps_only",
    "shown_if",
    "expression",
)
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


@dataclass(frozen=True, kw_only=True)
class ChoicePlan:
    """A choice as it is to be: its code, its label in each language, and whether it can be chosen no longer."""

    code: str
    labels: dict[str, str]
    is_retired: bool = False


@dataclass
class Definer:
    """Reads a definition and gathers what is wrong with it; `siblings` are the fields beside which it will stand.

    `places` name from where on a field of a subject can be required, `kinds` the kinds of activities.
    """

    siblings: Iterable[OwnField]
    around: Around
    places: Callable[[str], Collection[str]] = places_of_subject
    kinds: Callable[[], Collection[str]] = kinds_of_activities
    faults: list[FieldError] = field(default_factory=list)

    def read(self, row: OwnField, data: Mapping[str, Any]) -> list[ChoicePlan] | None:
        """Put what was sent into a definition that is new or stored; returns its choices if they were sent."""
        for name in sorted(data.keys() - set(MADE_OF)):
            self.fault(name, "FIELD_UNKNOWN", name=name[:60])
        before = (row.is_searchable, row.sees)
        for name, put in self._parts().items():
            if name in data:
                put(row, data[name])
        row.is_stale = row.is_stale or (row.is_searchable, row.sees) != before
        plans = self._choices(row, data["choices"]) if "choices" in data else None
        self._fit(row, plans)
        return plans

    def read_values(self, row: OwnField, data: Mapping[str, Any]) -> None:
        """Put what refers to other fields or to the choices, once these have their ids."""
        if "default" in data:
            row.default = self._default(row, data["default"])
        if "shown_if" in data:
            row.condition = self._condition(row, data["shown_if"])
        if "expression" in data:
            self._expression(row, data["expression"])

    def _expression(self, row: OwnField, given: Any) -> None:
        """Read how a field is computed; its rows are then reckoned by the worker."""
        before, row.expression = row.expression, self._line("expression", given, LONGEST_EXPRESSION)
        row.is_stale = row.is_stale or row.expression != before
        if not row.expression:
            return
        if row.default is not None or row.required_from:
            self.wrong("expression", _("a computed field has no default, and nobody has to fill it in"))
        elif reason := fault_in(row, self.siblings):
            self.wrong("expression", reason)

    def fault(self, place: str, code: str, **facts: Any) -> None:
        """Note a fault at a place of what was sent."""
        self.faults.append(field_error(place, code, **facts))

    def wrong(self, name: str, reason: str) -> None:
        """Note that a part cannot be kept, and why."""
        self.fault(name, "FIELD_INVALID", reason=reason)

    def _parts(self) -> dict[str, Callable[[OwnField, Any], None]]:
        return {
            "label": lambda row, given: setattr(row, "labels", self._labels("label", given, LONGEST_LABEL)),
            "help": lambda row, given: setattr(row, "helps", self._texts("help", given, LONGEST_HELP)),
            "section": lambda row, given: setattr(
                row, "sections", self._texts("section", given, LONGEST_LABEL)
            ),
            "order": self._order,
            "unit": self._unit,
            "filterable": lambda row, given: self._switch(row, "is_filterable", "filterable", given),
            "searchable": lambda row, given: self._switch(row, "is_searchable", "searchable", given),
            "personal": lambda row, given: self._switch(row, "is_personal", "personal", given),
            "sees": self._sees,
            "required_from": self._required,
            "activity_kinds": self._kinds,
            "steps_only": self._steps,
        }

    def _labels(self, name: str, given: Any, longest: int) -> dict[str, str]:
        labels = self._texts(name, given, longest)
        if not labels and not any(fault.field.startswith(name) for fault in self.faults):
            self.fault(name, "FIELD_REQUIRED")
        return labels

    def _texts(self, name: str, given: Any, longest: int) -> dict[str, str]:
        """Read a text in each language; one alone is taken for English."""
        given = {settings.LANGUAGE_CODE: given} if isinstance(given, str) else given
        given = {} if given is None else given
        languages = dict(settings.LANGUAGES)
        if not isinstance(given, Mapping) or given.keys() - languages.keys():
            self.wrong(name, _("write it by language: {codes}").format(codes=", ".join(languages)))
            return {}
        texts = {code: self._line(f"{name}.{code}", text, longest) for code, text in given.items()}
        return {code: text for code, text in texts.items() if text}

    def _line(self, name: str, given: Any, longest: int) -> str:
        if given is None:
            return ""
        if not isinstance(given, str):
            self.wrong(name, _("it must be text"))
            return ""
        text = trimmed(given)
        fault = fault_in_line(text) or fault_in_text(text)
        if len(text) > longest:
            fault = _("at most {number} characters").format(number=longest)
        if fault:
            self.wrong(name, fault)
        return "" if fault else text

    def _order(self, row: OwnField, given: Any) -> None:
        number = integer_in("" if isinstance(given, bool | float) else str(given), least=0, most=10_000)
        if number is None:
            self.wrong("order", _("write a whole number from {least} to {most}").format(least=0, most=10_000))
        row.position = number or 0

    def _unit(self, row: OwnField, given: Any) -> None:
        row.unit = self._line("unit", given, LONGEST_UNIT)

    def _switch(self, row: OwnField, column: str, name: str, given: Any) -> None:
        if not isinstance(given, bool):
            self.wrong(name, _("write true or false"))
            return
        setattr(row, column, given)

    def _sees(self, row: OwnField, given: Any) -> None:
        if given not in Sees.values:
            self.wrong("sees", _("choose one of: {codes}").format(codes=", ".join(Sees.values)))
            return
        row.sees = given

    def _required(self, row: OwnField, given: Any) -> None:
        try:
            row.required_from = places_in(row, given, self.places(row.subject))
        except Unfit as no:
            self.wrong("required_from", str(no))

    def _kinds(self, row: OwnField, given: Any) -> None:
        try:
            row.activity_kinds = kinds_in(row, given, self.kinds())
        except Unfit as no:
            self.wrong("activity_kinds", str(no))

    def _steps(self, row: OwnField, given: Any) -> None:
        try:
            row.is_of_steps = steps_in(row, given)
        except Unfit as no:
            self.wrong("steps_only", str(no))

    def _choices(self, row: OwnField, given: Any) -> list[ChoicePlan]:
        if not isinstance(given, list) or len(given) > MOST_CHOICES:
            self.wrong(
                "choices", _("it must be a list of at most {number} choices").format(number=MOST_CHOICES)
            )
            return []
        plans: dict[str, ChoicePlan] = {}
        for place, item in enumerate(given):
            plan = self._choice(f"choices.{place}", item)
            if plan is not None and plan.code in plans:
                self.wrong(f"choices.{place}.code", _("this code stands twice"))
            elif plan is not None:
                plans[plan.code] = plan
        return list(plans.values())

    def _choice(self, name: str, item: Any) -> ChoicePlan | None:
        if not isinstance(item, Mapping) or item.keys() - {"id", "code", "label", "retired"}:
            self.wrong(name, _('it must be an object with "code" and "label"'))
            return None
        code = item.get("code")
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            self.wrong(f"{name}.code", _("write small letters, digits, - and _"))
            return None
        is_retired = item.get("retired", False)
        if not isinstance(is_retired, bool):
            self.wrong(f"{name}.retired", _("write true or false"))
        label = item.get("label")
        labels = self._labels(f"{name}.label", code if label in (None, "", {}) else label, LONGEST_LABEL)
        return ChoicePlan(code=code, labels=labels, is_retired=is_retired is True)

    def _fit(self, row: OwnField, plans: list[ChoicePlan] | None) -> None:
        """Refuse what does not go together."""
        if plans and row.kind not in WITH_CHOICES:
            self.wrong("choices", _("only a field of choices has them"))
        offered = row.pk and row.offered if plans is None else [plan for plan in plans if not plan.is_retired]
        if row.kind in WITH_CHOICES and not offered:
            self.fault("choices", "FIELD_REQUIRED")
        if row.is_filterable and row.kind not in FILTERED:
            self.wrong("filterable", _("lists are not narrowed by long texts; make it searchable instead"))
        if row.is_searchable and not _can_be_searched(row):
            self.wrong("searchable", _("it must be a text of leads that all companies and both sides see"))

        if row.pk and (wider := [other.label for other in self.siblings if reckons_unseen(other, row)]):
            reason = _("more people see what is computed from it: {fields}; change that first")
            self.wrong("sees", reason.format(fields=", ".join(wider)))

    def _default(self, row: OwnField, given: Any) -> Any:
        try:
            return canonical(row, given, self.around)
        except Unfit as no:
            self.wrong("default", str(no))
            return None

    def _condition(self, row: OwnField, given: Any) -> Any:
        if given is None or given == {}:
            return None
        other = self._other(row, given)
        if other is None:
            return None
        if given.get("is") is None:
            return {"field": other.pk}
        wanted = given["is"] if isinstance(given["is"], list) else [given["is"]]
        try:
            values = [canonical(other, _as_given(other, item), self.around) for item in wanted]
        except Unfit as no:
            self.wrong("shown_if.is", str(no))
            return None
        return {"field": other.pk, "is": [part for value in values for part in _parts_of(value)]}

    def _other(self, row: OwnField, given: Any) -> OwnField | None:
        if not isinstance(given, Mapping) or given.keys() - {"field", "is"}:
            self.wrong("shown_if", _('it must be an object with "field" and "is"'))
            return None
        match = next((other for other in self.siblings if other.key == given.get("field")), None)
        if match is None or match.pk == row.pk or match.condition or row.key in names_in(match):
            self.wrong("shown_if.field", _reason_against(row, match, str(given.get("field"))[:60]))
            return None
        return match


def _reason_against(row: OwnField, other: OwnField | None, key: str) -> str:
    """Return why a field cannot depend on another: it is not there, or that depends on it or on a third."""
    if other is None:
        return _("there is no field “{key}”; name another field that is always shown").format(key=key)
    is_circle = (
        other.pk == row.pk or row.key in names_in(other) or (other.condition or {}).get("field") == row.pk
    )
    if is_circle:
        return _("with “{key}” it goes in a circle; name another field that is always shown").format(key=key)
    return _("“{key}” is not always shown itself; name another field that is").format(key=key)


def _can_be_searched(row: OwnField) -> bool:
    """Tell whether whoever finds a row by a field may know the field: a search betrays nothing."""
    is_for_all = row.organisation is None and row.sees == Sees.BOTH
    return row.kind in FREE and is_for_all and row.subject == Subject.LEAD


def _as_given(other: OwnField, item: Any) -> Any:
    return [item] if other.kind == Kind.CHOICES and not isinstance(item, list) else item


def _parts_of(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
