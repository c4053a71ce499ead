"""From lines of a file to plain values of fields, along a mapping: pure; what cannot be read names its reason."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from leadwright.foundation.refusals import refuse
from leadwright.foundation.text import loose_key, trimmed
from leadwright.intake.converting import converter
from leadwright.intake.mapping import Beside, FieldSource, FileMapping, columns_in, filled_in
from leadwright.intake.tables import Line, Table, Unreadable, plain_header

Cells = tuple[str, ...]
Bound = Mapping[str, Cells]
Reader = Callable[[Cells, Bound], str]
Values = dict[str, Any]
CODES = ("status", "qualification", "source", "deal_segment", "lost_reason")


class Faulty(Exception):
    """A line cannot be read; the reasons name the columns."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))


@dataclass
class Joined:
    """A file beside the main one, whose lines are found by a name, or by one that is spelled nearly so."""

    beside: Beside
    table: Table
    repaired: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.places = self.table.places()
        place = self.place(self.beside.matches)
        self.exact = {
            line.cells[place].strip(): line.cells for line in self.table.lines if len(line.cells) > place
        }
        shapes = Counter(map(loose_key, self.exact))
        self.loose = {loose_key(name): name for name in self.exact if shapes[loose_key(name)] == 1}

    def place(self, column: str) -> int:
        """Return where a column stands."""
        return _place(self.places, column)

    def find(self, name: str) -> Cells:
        """Return the line with a name; none gives an empty line. That a name is spelled otherwise is counted."""
        meant = self.meant(name)
        if meant != name and meant:
            self.repaired[name, meant] += 1
        return self.exact.get(meant, ())

    def meant(self, name: str) -> str:
        """Return the name of the line that a name means, or nothing."""
        return name if name in self.exact or not name else self.loose.get(loose_key(name), "")


class Translator:
    """Reads the fields of lines along one mapping, with the files beside at hand."""

    def __init__(
        self, mapping: FileMapping, table: Table, beside: Mapping[str, Table], zone: ZoneInfo
    ) -> None:
        self.mapping, self.table, self.places = mapping, table, table.places()
        self.joined = {name: Joined(mapping.beside[name], result) for name, result in beside.items()}
        self.joints = {
            name: _place(self.places, item.column) for name, item in mapping.beside.items() if name in beside
        }
        self.sources = mapping.fields
        self.readers = {name: self._reader(source) for name, source in self.sources.items()}
        self.converters = {name: converter(source, zone=zone) for name, source in self.sources.items()}
        self._latest: tuple[Line, Cells, Bound] | None = None
        self.own_readers = {name: self._reader(source) for name, source in mapping.own.items()}
        self.words = {
            name: {word.casefold(): value for word, value in source.values.items()}
            for name, source in mapping.sources.items()
        }

    def values(self, line: Line) -> Values:
        """Return the values of a line by field, without those that are empty; raises Faulty."""
        width = len(self.table.headers)
        if any(cell.strip() for cell in line.cells[width:]):
            text = _("it has {number} cells under {width} headers; is a quotation mark left open?")
            raise Faulty([text.format(number=len(line.cells), width=width)])
        return self._converted(*self._with_beside(line), self.sources)

    def own_texts(self, line: Line) -> dict[str, str]:
        """Return what a line says for own fields, without what is empty."""
        cells, bound = self._with_beside(line)
        texts = {name: reader(cells, bound) for name, reader in self.own_readers.items()}
        return {name: self._translated(name, text) for name, text in texts.items() if text}

    def texts_of(self, names: Collection[str]) -> set[str]:
        """Return each text that the lines say for some own fields, before any of them is read."""
        texts: set[str] = set()
        for line in self.table.lines:
            cells = self._full(line)
            bound = {
                name: joined.exact.get(joined.meant(cells[self.joints[name]].strip()), ())
                for name, joined in self.joined.items()
            }
            texts |= {self._translated(name, self.own_readers[name](cells, bound)) for name in names}
        return texts

    def _with_beside(self, line: Line) -> tuple[Cells, Bound]:
        """Return the cells of a line and those beside it, looked for once: each spelling is counted."""
        if self._latest is None or self._latest[0] is not line:
            cells = self._full(line)
            self._latest = (line, cells, self._bound(cells))
        return self._latest[1:]

    def _full(self, line: Line) -> Cells:
        """Return the cells under the headers; some programs leave out those that are empty at the end."""
        width = len(self.table.headers)
        return (line.cells + ("",) * (width - len(line.cells)))[:width]

    def brought_along(self, name: str) -> Iterator[Values]:
        """Return the values that each line of a file beside gives on its own, whether or not it is used."""
        joined = self.joined[name]
        for cells in joined.exact.values():
            main = [""] * len(self.table.headers)
            main[self.joints[name]] = cells[joined.place(joined.beside.matches)]
            prefixes = (
                ("owner", "unit", "group") if joined.beside.brings == "owner" else (joined.beside.brings,)
            )
            wanted = {item: source for item, source in self.sources.items() if item.split(".")[0] in prefixes}
            try:
                yield self._converted(tuple(main), {name: cells}, wanted)
            except Faulty:
                continue

    def word(self, line: Line, name: str) -> str:
        """Return what the main file itself says for a field, as it stands there."""
        return self.readers[name](self._full(line), {})

    def _bound(self, cells: Cells) -> Bound:
        return {name: joined.find(cells[self.joints[name]].strip()) for name, joined in self.joined.items()}

    def _converted(self, cells: Cells, bound: Bound, sources: Mapping[str, FieldSource]) -> Values:
        values: Values = {}
        reasons: list[str] = []
        for name, source in sources.items():
            text = self.readers[name](cells, bound)
            if not text:
                continue
            try:
                values[name] = self.converters[name](self._translated(name, text))
            except Unreadable as fault:
                reasons.append(f"{source.payload}: {fault}")
        if reasons:
            raise Faulty(reasons)
        return values

    def _translated(self, name: str, text: str) -> str:
        words = self.words[name]
        if not words:
            return text
        match = words.get(text.casefold())
        if match is None and name in CODES:
            raise Unreadable(_("the mapping does not know “{text}”").format(text=text[:40]))
        return text if match is None else match

    def _reader(self, source: FieldSource) -> Reader:
        if source.columns:
            readers = [self._column(name) for name in source.columns]
            return readers[0] if len(readers) == 1 else _first(readers)
        if source.lines:
            return _joined([self._template(line) for line in source.lines])
        return lambda cells, bound: source.value

    def _column(self, name: str) -> Reader:
        side, _, column = name.partition(".")
        if side in self.mapping.beside:
            if side not in self.joined:
                return lambda cells, bound: ""
            place = self.joined[side].place(column)
            return lambda cells, bound: (
                trimmed(bound[side][place]) if len(bound.get(side, ())) > place else ""
            )
        place = _place(self.places, name)
        return lambda cells, bound: trimmed(cells[place])

    def _template(self, line: str) -> Reader:
        readers = {name: self._column(name) for name in columns_in(line)}

        def read(cells: Cells, bound: Bound) -> str:
            data = {name: reader(cells, bound) for name, reader in readers.items()}
            return filled_in(line, data) if all(data.values()) else ""

        return read


def _place(places: Mapping[str, int], column: str) -> int:
    match = places.get(plain_header(column))
    if match is None:
        text = _("the file has no column “{column}”").format(column=column)
        refuse("FIELD_INVALID", field="mapping", reason=text)
    return match


def _first(readers: list[Reader]) -> Reader:
    return lambda cells, bound: next((text for reader in readers if (text := reader(cells, bound))), "")


def _joined(readers: list[Reader]) -> Reader:
    return lambda cells, bound: "\n".join(text for reader in readers if (text := reader(cells, bound)))
