"""The configuration as one readable file, between its text and its plain form."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from leadwright.foundation.numbers import plain_decimal
from leadwright.leads.configuration.blueprint import (
    DEADLINES,
    LEFT_OUT,
    LISTS,
    NOTICES,
    Arrow,
    Audience,
    Blueprint,
    DefinitionPlan,
    Entry,
    TypePlan,
)
from leadwright.leads.configuration.faults import Place
from leadwright.leads.configuration.levels import SCALES, Step
from leadwright.leads.configuration.own_fields import SECTION
from leadwright.leads.configuration.rows import CHOSEN
from leadwright.leads.configuration.shape import Shape
from leadwright.leads.configuration.tables import OWN
from leadwright.leads.configuration.yaml_source import Source, Unreadable
from leadwright.leads.questions import sections_of_file
from leadwright.leads.states import USUAL_NOTICES, Notified

FORMAT = "1"
# Kept by the room of processes; kinds of opportunities name those that are offered.
PROCESSES = "processes"


def read(source: Source) -> Blueprint:
    """Return the configuration that a file holds; what has the wrong shape is named with its line."""
    shape = _Configuration(source)
    further = [name for section in sections_of_file() for name in section.names]
    root = shape.known((), source.data, (*ROOT, *further))
    if root.get("leadwright", FORMAT) != FORMAT:
        shape.wrong(("leadwright",), f"this program reads configurations of the form {FORMAT}")
    lists: dict[str, Any] = {kind: tuple(shape.entries(kind, root)) for kind in LISTS}
    made = Blueprint(
        **lists,
        unmentioned=frozenset(kind for kind in (*LEFT_OUT, NOTICES) if kind not in root),
        minimum_deal_values=shape.minimums(root.get("minimum_deal_values", {})),
        task_notices=shape.notices(root[NOTICES]) if NOTICES in root else dict(USUAL_NOTICES),
        switched_off=frozenset(shape.texts(("switched_off",), root.get("switched_off"))),
        types=tuple(shape.types(root)),
        definitions=tuple(shape.definitions(root)),
        processes=shape.processes(root) if PROCESSES in root else None,
    )
    if shape.faults:
        raise Unreadable(*shape.faults)
    return made


ROOT = (
    "leadwright",
    "about",
    *LISTS,
    "minimum_deal_values",
    NOTICES,
    "switched_off",
    "types",
    "definitions",
    SECTION,
)
AUDIENCE = ("groups", "units", "users", "profiles")
LEVELS = ("priority", "importance")
LISTED = ("statuses", "initial", "defaults", "categories", "goods", "services", "activity_kinds")
OF_TYPE = (
    "name",
    "retired",
    "groups",
    "units",
    *LEVELS,
    "estimate",
    *LISTED,
    "qualified",
    "closing_data_when_lost",
    "outcomes",
    "deadlines",
    "transitions",
)
SWITCHES_OF_ENTRIES = ("needs_text", "is_brand", "waits_for_end")
SWITCHES = {"deal_type_required": "false", "block_win": "true", "converts": "false"}
TEXTS = ("default_currency", "account_class", "credit_rating")
IMPORTANT = "important_from"
NONE = "none"
OF_DEFINITION = ("name", "active", *CHOSEN, *SCALES.values(), *SWITCHES, *TEXTS, IMPORTANT)


class _Configuration(Shape):
    """The parts of a configuration, each in its shape."""

    def entries(self, kind: str, root: Mapping[str, Any]) -> Iterable[Entry]:
        """Return the rows of a list; a text alone is the English name of one."""
        own = OWN.get(kind, ())
        for code, given in self.mapping((kind,), root.get(kind, {})).items():
            place = (kind, code)
            row = {"name": given} if isinstance(given, str) else given
            row = self.known(place, row, ("name", "retired", *own))
            values = {name: self._own((*place, name), name, row[name]) for name in own if name in row}
            yield Entry(
                code=code,
                labels=self.labels((*place, "name"), row.get("name", "")),
                is_retired=self.yes((*place, "retired"), row.get("retired", "false")),
                **values,
            )

    def _own(self, place: Place, name: str, value: Any) -> Any:
        """Return what only the rows of some lists have."""
        if name in SWITCHES_OF_ENTRIES:
            return self.yes(place, value)
        return self.labels(place, value) if name == "guidance" else self.text(place, value)

    def processes(self, root: Mapping[str, Any]) -> frozenset[str]:
        """Return the codes of the processes that the file lets be begun."""
        rows = self.mapping((PROCESSES,), root.get(PROCESSES))
        return frozenset(
            code for code, row in rows.items() if not isinstance(row, dict) or row.get("retired") != "true"
        )

    def minimums(self, value: Any) -> dict[str, Decimal]:
        """Return amounts by currency."""
        data = {}
        for currency, amount in self.mapping(("minimum_deal_values",), value).items():
            text = self.text(("minimum_deal_values", currency), amount)
            value = plain_decimal(text)
            if value is None or value < 0:
                self.wrong(("minimum_deal_values", currency), "an amount such as 200.00 belongs here")
            else:
                data[currency] = value
        return data

    def notices(self, value: Any) -> dict[str, tuple[int, ...]]:
        """Return when each gets notices of a task, in hundredths of its time; who is not named gets none."""
        given = self.known((NOTICES,), value, Notified.values)
        result: dict[str, tuple[int, ...]] = dict.fromkeys(Notified.values, ())
        for whom, percents in given.items():
            rows = percents if isinstance(percents, list) else [percents]
            result[whom] = tuple(self.integer((NOTICES, whom), row) for row in rows)
        return result

    def types(self, root: Mapping[str, Any]) -> Iterable[TypePlan]:
        """Return the lead types."""
        for code, given in self.mapping(("types",), root.get("types", {})).items():
            place = ("types", code)
            row = self.known(place, given, OF_TYPE)
            plan: dict[str, Any] = {name: self.texts((*place, name), row.get(name)) for name in LISTED}
            plan |= {name: self.integer((*place, name), row[name]) for name in LEVELS if name in row}
            yield TypePlan(
                code=code,
                labels=self.labels((*place, "name"), row.get("name", "")),
                is_retired=self.yes((*place, "retired"), row.get("retired", "false")),
                audience=self._audience(place, row, ("groups", "units")),
                is_qualified=self.yes((*place, "qualified"), row.get("qualified", "true")),
                closing_data_when_lost=self.yes(
                    (*place, "closing_data_when_lost"), row.get("closing_data_when_lost", "true")
                ),
                **self._estimate((*place, "estimate"), row.get("estimate")),
                outcomes=self._codes((*place, "outcomes"), row.get("outcomes", {})),
                deadlines=DEADLINES | self._days((*place, "deadlines"), row.get("deadlines", {})),
                transitions=tuple(self._arrows((*place, "transitions"), row.get("transitions"))),
                **plan,
            )

    def _audience(self, place: Place, row: Mapping[str, Any], kinds: Iterable[str]) -> Audience:
        named = {kind: frozenset(self.texts((*place, kind), row.get(kind))) for kind in kinds}
        return Audience(**named)

    def _estimate(self, place: Place, value: Any) -> dict[str, Any]:
        if value is None:
            return {}
        amount, _, unit = self.text(place, value).strip().partition(" ")
        return {"estimate_amount": self.integer(place, amount), "estimate_unit": unit.strip()}

    def _codes(self, place: Place, value: Any) -> dict[str, str]:
        return {name: self.text((*place, name), item) for name, item in self.mapping(place, value).items()}

    def _days(self, place: Place, value: Any) -> dict[str, int]:
        return {name: self.integer((*place, name), item) for name, item in self.mapping(place, value).items()}

    def _arrows(self, place: Place, value: Any) -> Iterable[Arrow]:
        if not isinstance(value, list | str | None) or (isinstance(value, str) and value):
            self.wrong(place, "a list of transitions belongs here")
            return
        for number, given in enumerate(value or ()):
            here = (*place, number)
            row = self.known(here, given, ("from", "to", *AUDIENCE, "required"))
            yield Arrow(
                start=self.text((*here, "from"), row.get("from", "")),
                end=self.text((*here, "to"), row.get("to", "")),
                audience=self._audience(here, row, AUDIENCE),
                required=self.texts((*here, "required"), row.get("required")),
            )

    def definitions(self, root: Mapping[str, Any]) -> Iterable[DefinitionPlan]:
        """Return the definitions."""
        for code, given in self.mapping(("definitions",), root.get("definitions", {})).items():
            place = ("definitions", code)
            row = self.known(place, given, OF_DEFINITION)
            plan: dict[str, Any] = {name: self.texts((*place, name), row.get(name)) for name in CHOSEN}
            for name, usual in SWITCHES.items():
                plan[name] = self.yes((*place, name), row.get(name, usual))
            plan |= {name: self.text((*place, name), row[name]) for name in TEXTS if name in row}
            if IMPORTANT in row:
                is_marked = row[IMPORTANT] != NONE
                plan[IMPORTANT] = self.integer((*place, IMPORTANT), row[IMPORTANT]) if is_marked else None
            for name in SCALES.values():
                plan |= {name: tuple(self._steps((*place, name), row[name]))} if name in row else {}
            yield DefinitionPlan(
                code=code,
                labels=self.labels((*place, "name"), row.get("name", "")),
                is_active=self.yes((*place, "active"), row.get("active", "false")),
                **plan,
            )

    def _steps(self, place: Place, value: Any) -> Iterable[Step]:
        for level, given in self.mapping(place, value).items():
            here = (*place, level)
            row = {"name": given} if isinstance(given, str) else given
            row = self.known(here, row, ("name", "supported", "default"))
            yield Step(
                level=self.integer(here, level),
                labels=self.labels((*here, "name"), row.get("name", "")),
                is_supported=self.yes((*here, "supported"), row.get("supported", "true")),
                is_default=self.yes((*here, "default"), row.get("default", "false")),
            )
