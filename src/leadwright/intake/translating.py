"""From lines of a file to plain values of fields, along a mapping: pure; one bad cell never costs its line."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from leadwright.foundation.text import trimmed
from leadwright.intake.cells import Cells, Unread, Values
from leadwright.intake.converting import (
    NOTHING_AROUND,
    Around,
    converter,
    is_about_a_dialect,
    is_read_by_others,
    questions_of,
)
from leadwright.intake.deciding import Meant, meaning, says_itself
from leadwright.intake.joining import Bound, Joined, Row, place_of
from leadwright.intake.mapping import Condition, FieldSource, FileMapping, columns_in, filled_in
from leadwright.intake.reading.tables import Line, Table, plain_header
from leadwright.values.context import Unreadable

Reader = Callable[[Row, Bound], str]
Asked = Callable[[Row, Bound], str | None]
# Without these there is no lead: what is wrong with them holds the line up.
ESSENTIAL = ("key", "status")
# By these others are read, so that they come first.
LEADING = ("currency", *(f"{part}.country" for part in ("company", "person", "company2", "person2")))


class Faulty(Exception):
    """A line cannot be read; the reasons name the columns. One that only repeats an earlier line names that."""

    def __init__(self, reasons: list[str], *, repeats: int = 0) -> None:
        super().__init__("; ".join(reasons))
        self.repeats = repeats


class Translator:
    """Reads the fields of lines along one mapping, with the files beside at hand."""

    def __init__(
        self,
        mapping: FileMapping,
        table: Table,
        beside: Mapping[str, Table],
        zone: ZoneInfo,
        *,
        usual: Around,
        source: str = "",
    ) -> None:
        self.source = source
        self.mapping, self.table, self.places = mapping, table, table.places()
        self.usual = usual._replace(country=mapping.country or usual.country)
        self.joined = {name: Joined(mapping.beside[name], result) for name, result in beside.items()}
        self.joints = {
            name: place_of(self.places, item.column)
            for name, item in mapping.beside.items()
            if name in beside
        }
        ordered = sorted(mapping.fields, key=lambda name: name not in LEADING)
        self.sources = {name: mapping.fields[name] for name in ordered}
        self.readers = {name: self._reader(source) for name, source in self.sources.items()}
        self._latest: tuple[Line, Row, Bound] | None = None
        self.own_readers = {name: self._reader(source) for name, source in mapping.own.items()}
        self.meanings = {name: meaning(source) for name, source in mapping.sources.items()}
        self.asked = {
            name: [self._asked(condition) for condition in source.when]
            for name, source in mapping.sources.items()
        }
        self.decided = self._templates()
        self.plain = {name for name, source in mapping.sources.items() if says_itself(source)}
        self.by_others = {name for name, source in self.sources.items() if is_read_by_others(source)}
        self._learn(zone)

    def _learn(self, zone: ZoneInfo) -> None:
        """Find out how the cells of each field are written, and what they do not tell of that."""
        texts = {
            name: self._texts(name) for name, source in self.sources.items() if is_about_a_dialect(source)
        }
        self.converters = {
            name: converter(source, zone=zone, texts=texts.get(name, ()))
            for name, source in self.sources.items()
        }
        self.questions = [
            (source.payload, question)
            for name, source in self.sources.items()
            for question in questions_of(source, texts.get(name, ()))
        ]

    def cells(self, line: Line) -> Cells:
        """Return the values of a line by field, and what could not be read; raises Faulty."""
        width = len(self.table.headers)
        if len(line.cells) > width and any(cell.strip() for cell in line.cells[width:]):
            text = _("it has {number} cells under {width} headers; is a quotation mark left open?")
            raise Faulty([text.format(number=len(line.cells), width=width)])
        return self._converted(*self._with_beside(line), self.sources)

    @property
    def key_column(self) -> str:
        """The header of the column that tells rows apart; none where no single column does."""
        source = self.sources.get("key")
        return source.columns[0] if source and len(source.columns) == 1 else ""

    def own_texts(self, line: Line) -> dict[str, str]:
        """Return what a line says for own fields, without what is empty."""
        if not self.own_readers:
            return {}
        cells, bound = self._with_beside(line)
        texts = {
            name: self._meant(name, reader(cells, bound), cells, bound).text
            for name, reader in self.own_readers.items()
        }
        return {name: text for name, text in texts.items() if text}

    def texts_of(self, names: Collection[str]) -> set[str]:
        """Return each text that the lines say for some own fields, before any of them is read."""
        return {
            self._meant(name, self.own_readers[name](cells, bound), cells, bound).text
            for cells, bound in self._all_lines()
            for name in names
        }

    def counted(self, name: str) -> Counter[str]:
        """Return how often each text stands for a field; how names beside are spelled is not counted by that."""
        counted = Counter(self.readers[name](cells, bound) for cells, bound in self._all_lines())
        counted.pop("", None)
        return counted

    def _texts(self, name: str) -> set[str]:
        """Return each text that the lines say for a field, before any of them is read."""
        said = {self.readers[name](cells, bound) for cells, bound in self._all_lines()} - {""}
        meant: set[str] = set()
        for text in said:
            with suppress(Unreadable):
                meant.add(self.meanings[name](text, ()).text)
        return meant

    def _all_lines(self) -> Iterator[tuple[Row, Bound]]:
        """Return the cells of each line, and of those beside it; how they are spelled is not counted yet."""
        for line in self.table.lines:
            cells = self._full(line)
            yield (
                cells,
                {
                    name: joined.exact.get(joined.meant(cells[self.joints[name]].strip()), ())
                    for name, joined in self.joined.items()
                },
            )

    def _with_beside(self, line: Line) -> tuple[Row, Bound]:
        """Return the cells of a line and those beside it, looked for once: each spelling is counted."""
        if self._latest is None or self._latest[0] is not line:
            cells = self._full(line)
            self._latest = (line, cells, self._bound(cells))
        return self._latest[1:]

    def _full(self, line: Line) -> Row:
        """Return the cells under the headers; some programs leave out those that are empty at the end."""
        width = len(self.table.headers)
        if len(line.cells) == width:
            return line.cells
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
            with suppress(Faulty):
                yield self._converted(tuple(main), {name: cells}, wanted).values

    def word(self, line: Line, name: str) -> str:
        """Return what the main file itself says for a field, as it stands there."""
        return self.readers[name](self._full(line), {})

    def said(self, line: Line, name: str) -> str:
        """Return what a line says for a field, in a file beside it too, as it stands there."""
        return self.readers[name](*self._with_beside(line))

    def _bound(self, cells: Row) -> Bound:
        return {name: joined.find(cells[self.joints[name]].strip()) for name, joined in self.joined.items()}

    def _converted(self, cells: Row, bound: Bound, sources: Mapping[str, FieldSource]) -> Cells:
        result = Cells()
        for name, source in sources.items():
            text = self.readers[name](cells, bound)
            if not text and name in self.plain:
                continue
            try:
                meant = self._meant(name, text, cells, bound)
                if not meant.text:
                    continue
                read = self.converters[name](
                    meant.text, self._around(name, result) if name in self.by_others else NOTHING_AROUND
                )
            except Unreadable as fault:
                if name in ESSENTIAL:
                    raise Faulty([f"{source.label}: {fault}"]) from fault
                reason = str(fault)
                result.unread.append(Unread(name=name, label=source.label, text=text, reason=reason))
                continue
            # What says the same as the cell is kept in memory once.
            result.values[name] = meant.text if read.value == meant.text else read.value
            result.assumed += [(source.label, row) for row in (*meant.assumed, *read.assumed)]
            result.kept += [(source.label, text)] if meant.is_kept else []
        return result

    def _meant(self, name: str, text: str, cells: Row, bound: Bound) -> Meant:
        if name in self.plain:
            return Meant(text=text)
        meant = self.meanings[name](text, [asks(cells, bound) for asks in self.asked[name]])
        filled_in_by = self.decided.get(meant.text) if meant.is_decided else None
        return meant._replace(text=filled_in_by(cells, bound)) if filled_in_by else meant

    def _around(self, name: str, result: Cells) -> Around:
        """Return what a cell is read by; what its line says and cannot be read is not replaced by what is usual."""
        unread = {row.name for row in result.unread}
        countries = [f"{name.partition('.')[0]}.country", "company.country", "person.country"]
        said = next((item for item in countries if item in result.values or item in unread), "")
        return Around(
            currency="" if "currency" in unread else result.values.get("currency", self.usual.currency),
            country=result.values.get(said, "") if said else self.usual.country,
        )

    def _asked(self, condition: Condition) -> Asked:
        """Return what a condition asks for: what a column says, or whether a line of a file beside is there."""
        name = condition.exists or condition.column.partition(".")[0]
        if name in self.mapping.beside and name not in self.joined:
            return lambda cells, bound: None
        if condition.exists:
            return lambda cells, bound: "1" if bound.get(name) else ""
        return self._column(condition.column)

    def _reader(self, source: FieldSource) -> Reader:
        if not (source.columns or source.lines):
            return lambda cells, bound: source.value
        readers = [self._column(name) for name in source.columns]
        if source.lines:
            readers.append(_joined([self._template(line) for line in source.lines]))
        return readers[0] if len(readers) == 1 else _first(readers)

    def _column(self, name: str) -> Reader:
        side, _, column = name.partition(".")
        if side in self.mapping.beside:
            if side not in self.joined:
                return lambda cells, bound: ""
            if self.mapping.is_partial and plain_header(column) not in self.joined[side].places:
                return lambda cells, bound: ""
            place = self.joined[side].place(column)
            return lambda cells, bound: (
                trimmed(bound[side][place]) if len(bound.get(side, ())) > place else ""
            )
        place = place_of(self.places, name)
        return lambda cells, bound: trimmed(cells[place])

    def _templates(self) -> dict[str, Reader]:
        """Return what fills in each text of a condition that names columns."""
        texts = (
            text for source in self.mapping.sources.values() for row in source.when for text in row.texts
        )
        return {text: self._template(text) for text in texts if columns_in(text)}

    def _template(self, line: str) -> Reader:
        readers = {name: self._column(name) for name in columns_in(line)}

        def read(cells: Row, bound: Bound) -> str:
            data = {name: reader(cells, bound) for name, reader in readers.items()}
            return filled_in(line, data)

        return read


def _first(readers: list[Reader]) -> Reader:
    return lambda cells, bound: next((text for reader in readers if (text := reader(cells, bound))), "")


def _joined(readers: list[Reader]) -> Reader:
    return lambda cells, bound: "\n".join(text for reader in readers if (text := reader(cells, bound)))
