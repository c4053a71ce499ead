"""The configuration as one readable file, between its text and its plain form."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from leadwright.leads.configuration.blueprint import (
    DEADLINES,
    LISTS,
    Arrow,
    Audience,
    Blueprint,
    DefinitionPlan,
    Entry,
    TypePlan,
)
from leadwright.leads.configuration.faults import Fault, Place, fault
from leadwright.leads.configuration.rows import OWN
from leadwright.leads.configuration.yaml_source import Source, Unreadable

FORMAT = "1"


def read(source: Source) -> Blueprint:
    """Return the configuration that a file holds; what has the wrong shape is named with its line."""
    shape = _Shape(source)
    root = shape.known((), source.data, ROOT)
    if root.get("leadwright", FORMAT) != FORMAT:
        shape.wrong(("leadwright",), f"this program reads configurations of the form {FORMAT}")
    lists = {kind: [*shape.entries(kind, root)] for kind in LISTS}
    made = Blueprint(
        statuses=tuple(lists["statuses"]),
        sources=tuple(lists["sources"]),
        lost_reasons=tuple(lists["lost_reasons"]),
        deal_segments=tuple(lists["deal_segments"]),
        deal_types=tuple(lists["deal_types"]),
        minimum_deal_values=shape.minimums(root.get("minimum_deal_values", {})),
        types=tuple(shape.types(root)),
        definitions=tuple(shape.definitions(root)),
    )
    if shape.faults:
        raise Unreadable(*shape.faults)
    return made


ROOT = ("leadwright", *LISTS, "minimum_deal_values", "types", "definitions")
AUDIENCE = ("groups", "units", "users", "profiles")
OF_TYPE = (
    "name",
    "retired",
    "priority",
    "importance",
    "estimate",
    "initial",
    "statuses",
    "defaults",
    "qualified",
    "outcomes",
    "deadlines",
    "transitions",
)
OF_DEFINITION = (
    "name",
    "active",
    "types",
    "lost_reasons",
    "sources",
    "default_currency",
    "deal_type_required",
    "block_win",
)


class _Shape:
    """Turns what was read into plans, and notes what has another shape."""

    def __init__(self, source: Source) -> None:
        self.source, self.faults = source, list[tuple[int, Fault]]()

    def wrong(self, place: Place, reason: str) -> None:
        """Note what is wrong at a place."""
        sentence = f"{'.'.join(map(str, place)) or 'The file'}: {reason}."
        self.faults.append((self.source.line_of(place), fault("FILE_INVALID", *place, reason=sentence)))

    def known(self, place: Place, value: Any, names: Iterable[str]) -> dict[str, Any]:
        """Return a mapping with none but these names."""
        found = self.mapping(place, value)
        for name in found.keys() - set(names):
            self.wrong((*place, name), f"there is nothing called “{name}” here; it may be {', '.join(names)}")
        return found

    def mapping(self, place: Place, value: Any) -> dict[str, Any]:
        """Return a mapping; nothing at all is an empty one."""
        if isinstance(value, dict):
            return value
        if value not in ("", None):
            self.wrong(place, "names with values belong here")
        return {}

    def text(self, place: Place, value: Any) -> str:
        """Return text."""
        if isinstance(value, str):
            return value
        self.wrong(place, "a single text belongs here")
        return ""

    def texts(self, place: Place, value: Any) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one."""
        rows = value if isinstance(value, list) else [value] if value else []
        return tuple(self.text((*place, number), one) for number, one in enumerate(rows))

    def whole(self, place: Place, value: Any) -> int:
        """Return a whole number."""
        text = self.text(place, value)
        if text.isascii() and text.removeprefix("-").isdigit() and len(text) < 8:
            return int(text)
        self.wrong(place, "a whole number belongs here")
        return 1

    def yes(self, place: Place, value: Any) -> bool:
        """Return true or false."""
        if value not in ("true", "false"):
            self.wrong(place, "it is true or false")
        return bool(value == "true")

    def labels(self, place: Place, value: Any) -> dict[str, str]:
        """Return names by language; a single name is the English one."""
        given = {"en": value} if isinstance(value, str) and value else self.mapping(place, value)
        return {language: self.text((*place, language), label) for language, label in given.items()}

    def entries(self, kind: str, root: Mapping[str, Any]) -> Iterable[Entry]:
        """Return the rows of a list; a text alone is the English name of one."""
        own = OWN.get(kind, ())
        for code, given in self.mapping((kind,), root.get(kind, {})).items():
            place = (kind, code)
            row = {"name": given} if isinstance(given, str) else given
            row = self.known(place, row, ("name", "retired", *own))
            values: dict[str, Any] = {
                name: self.yes((*place, name), row[name])
                if name == "needs_text"
                else self.text((*place, name), row[name])
                for name in own
                if name in row
            }
            yield Entry(
                code=code,
                labels=self.labels((*place, "name"), row.get("name", "")),
                is_retired=self.yes((*place, "retired"), row.get("retired", "false")),
                **values,
            )

    def minimums(self, value: Any) -> dict[str, Decimal]:
        """Return amounts by currency."""
        found = {}
        for currency, amount in self.mapping(("minimum_deal_values",), value).items():
            text = self.text(("minimum_deal_values", currency), amount)
            plain = text.replace(".", "", 1)
            if plain.isascii() and plain.isdigit() and len(plain) <= 18:
                found[currency] = Decimal(text)
            else:
                self.wrong(("minimum_deal_values", currency), "an amount such as 200.00 belongs here")
        return found

    def types(self, root: Mapping[str, Any]) -> Iterable[TypePlan]:
        """Return the lead types."""
        for code, given in self.mapping(("types",), root.get("types", {})).items():
            place = ("types", code)
            row = self.known(place, given, OF_TYPE)
            plan: dict[str, Any] = {
                name: self.texts((*place, name), row.get(name))
                for name in ("statuses", "initial", "defaults")
            }
            for name in ("priority", "importance"):
                plan |= {name: self.whole((*place, name), row[name])} if name in row else {}
            yield TypePlan(
                code=code,
                labels=self.labels((*place, "name"), row.get("name", "")),
                is_retired=self.yes((*place, "retired"), row.get("retired", "false")),
                is_qualified=self.yes((*place, "qualified"), row.get("qualified", "true")),
                **self._estimate((*place, "estimate"), row.get("estimate")),
                outcomes=self._codes((*place, "outcomes"), row.get("outcomes", {})),
                deadlines=DEADLINES | self._days((*place, "deadlines"), row.get("deadlines", {})),
                transitions=tuple(self._arrows((*place, "transitions"), row.get("transitions"))),
                **plan,
            )

    def _estimate(self, place: Place, value: Any) -> dict[str, Any]:
        if value is None:
            return {}
        amount, _, unit = self.text(place, value).strip().partition(" ")
        return {"estimate_amount": self.whole(place, amount), "estimate_unit": unit.strip()}

    def _codes(self, place: Place, value: Any) -> dict[str, str]:
        return {name: self.text((*place, name), one) for name, one in self.mapping(place, value).items()}

    def _days(self, place: Place, value: Any) -> dict[str, int]:
        return {name: self.whole((*place, name), one) for name, one in self.mapping(place, value).items()}

    def _arrows(self, place: Place, value: Any) -> Iterable[Arrow]:
        if not isinstance(value, list | str | None) or (isinstance(value, str) and value):
            self.wrong(place, "a list of transitions belongs here")
            return
        for number, given in enumerate(value or ()):
            here = (*place, number)
            row = self.known(here, given, ("from", "to", *AUDIENCE, "required"))
            named = {kind: frozenset(self.texts((*here, kind), row.get(kind))) for kind in AUDIENCE}
            yield Arrow(
                start=self.text((*here, "from"), row.get("from", "")),
                end=self.text((*here, "to"), row.get("to", "")),
                audience=Audience(**named),
                required=self.texts((*here, "required"), row.get("required")),
            )

    def definitions(self, root: Mapping[str, Any]) -> Iterable[DefinitionPlan]:
        """Return the definitions."""
        for code, given in self.mapping(("definitions",), root.get("definitions", {})).items():
            place = ("definitions", code)
            row = self.known(place, given, OF_DEFINITION)
            lists = {
                name: self.texts((*place, name), row.get(name))
                for name in ("types", "lost_reasons", "sources")
            }
            yield DefinitionPlan(
                code=code,
                labels=self.labels((*place, "name"), row.get("name", "")),
                is_active=self.yes((*place, "active"), row.get("active", "false")),
                default_currency=self.text((*place, "default_currency"), row.get("default_currency", "EUR")),
                deal_type_required=self.yes(
                    (*place, "deal_type_required"), row.get("deal_type_required", "false")
                ),
                block_win=self.yes((*place, "block_win"), row.get("block_win", "true")),
                types=lists["types"],
                lost_reasons=lists["lost_reasons"],
                sources=lists["sources"],
            )
