"""The media and the templates for all in the configuration file: read with their shape, and written."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from leadwright.communication.actions.bringing import bring_in
from leadwright.communication.describing import parts_of, parts_of_medium
from leadwright.communication.models import Medium, Template
from leadwright.communication.plans import USUAL, Plan, Plans
from leadwright.history.facts import Party
from leadwright.leads.configuration.changes import Change
from leadwright.leads.configuration.directory import Directory
from leadwright.leads.configuration.faults import Place
from leadwright.leads.configuration.sections import Around
from leadwright.leads.configuration.shape import Shape
from leadwright.leads.configuration.yaml_source import Source, Unreadable

LISTS = ("units", "sent_for_types", "sent_for_products")
SWITCHES, NUMBERS = ("marketing", "retired"), ("limit", "order")
TEXTS = ("subject", "body")


class Messages:
    """What this room keeps in the file."""

    names = tuple(USUAL)

    @cached_property
    def units(self) -> Mapping[int, str]:
        """The units as a file names them."""
        return Directory().units

    def data(self) -> dict[str, Any]:
        """Return media and templates as a file holds them; what is as usual is left out."""
        media = {row.code: parts_of_medium(row) for row in Medium.objects.all()}
        rows = Template.objects.filter(organisation=None).select_related("medium", "sender", "purpose")
        templates = {row.code: parts_of(row) | {"retired": row.is_retired} for row in rows}
        for parts in templates.values():
            parts["units"] = [self.units.get(unit, f"#{unit}") for unit in parts["units"]]
            parts["texts"] = {language: _text(row) for language, row in parts["texts"].items()}
        stored = {"media": media, "templates": templates}
        return {
            name: {code: _unusual(parts, USUAL[name]) for code, parts in rows_of.items()}
            for name, rows_of in stored.items()
        }

    def read(self, source: Source) -> Plans:
        """Return what a file says of media and templates."""
        shape = _Messages(source)
        root = shape.mapping((), source.data)
        plans = Plans(**{name: tuple(shape.plans(name, root[name])) for name in self.names if name in root})
        if shape.faults:
            raise Unreadable(*shape.faults)
        return plans

    def bring(self, said: Plans, around: Around, *, by: Party, at: datetime, dry_run: bool) -> list[Change]:
        """Put that in force, or only tell what would change."""
        return bring_in(said, around, units=self.units, by=by, at=at, dry_run=dry_run)


def _text(row: Mapping[str, str]) -> dict[str, str]:
    return {name: row[name] for name in TEXTS if row.get(name)}


def _unusual(parts: Mapping[str, Any], usual: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parts.items() if name not in usual or value != usual[name]}


class _Messages(Shape):
    """The media and templates of a file, each part in its shape."""

    def plans(self, name: str, value: Any) -> Iterator[Plan]:
        """Return the rows of one of the two."""
        for code, given in self.mapping((name,), value).items():
            place = (name, code)
            row = self.known(place, given, USUAL[name])
            yield Plan(code=code, parts={part: self._part((*place, part), part, row[part]) for part in row})

    def _part(self, place: Place, name: str, value: Any) -> Any:
        if name == "label":
            return self.labels(place, value)
        if name == "texts":
            return {
                code: self._texts((*place, code), row) for code, row in self.mapping(place, value).items()
            }
        if name in LISTS:
            return list(self.texts(place, value))
        if name in SWITCHES:
            return self.yes(place, value)
        if name in NUMBERS:
            return self.integer(place, value)
        return self.text(place, value) or None

    def _texts(self, place: Place, value: Any) -> dict[str, str]:
        given = self.known(place, value, TEXTS)
        return {name: self.text((*place, name), given.get(name, "")) for name in TEXTS}
