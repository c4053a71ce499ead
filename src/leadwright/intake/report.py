"""What an import says of itself: what was read as what, what was made, what lacks, and what waits."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from leadwright.foundation.text import storable
from leadwright.intake.gathering import Gathered, GatheredLine
from leadwright.intake.mapping import FileMapping, is_own
from leadwright.intake.receiving import Received
from leadwright.intake.tables import Line, plain_header
from leadwright.intake.translating import Translator
from leadwright.leads.gaps import Gap
from leadwright.leads.models import Lead

MOST_LISTED = 20
LONGEST_EXAMPLE = 60


@dataclass
class Report:
    """The figures and findings of one import; `lines()` tells them to somebody at a shell."""

    file: Received
    mapping: FileMapping
    beside: dict[str, Received]
    translator: Translator
    gathered: Gathered
    is_trial: bool = False
    made: dict[str, int] = field(default_factory=dict)
    recognised: int = 0
    leads: int = 0
    statuses: Counter[tuple[str, str]] = field(default_factory=Counter)
    gaps: Counter[tuple[str, str]] = field(default_factory=Counter)
    unchanged: int = 0
    changed: list[tuple[Line, int]] = field(default_factory=list)

    @property
    def quarantined(self) -> list[tuple[Line, str]]:
        """The lines that could not be read, with their reasons."""
        return self.gathered.faults

    def count(self, result: GatheredLine, lead: Lead) -> None:
        """Count a new lead under its status and its gaps."""
        self.leads += 1
        self.statuses[result.word, lead.status.code] += 1
        for gap in lead.gaps:
            self.gaps[gap, result.word] += 1

    def lines(self) -> Iterator[str]:
        """Return the report, a line at a time, in characters that any shell can show."""
        parts = (
            self._read(),
            self._mapped(),
            self._spelled(),
            self._made(),
            self._unread(),
            self._lacking(),
            self._left_alone(),
            self._waiting(),
        )
        for part in parts:
            for line in part:
                yield storable(" ".join(line.splitlines()))
        if self.is_trial:
            yield "Trial run: nothing was stored."

    def _read(self) -> Iterator[str]:
        table = self.translator.table
        mark = {"\t": "tab"}.get(table.separator, table.separator)
        lines = f"{len(table.lines):,} lines, {table.encoding}, separated by {mark}"
        yield f"{self.file.name}: {len(self.file.content):,} bytes, {lines}"
        yield f"Mapping: {self.mapping.title}"
        for name in self.mapping.beside:
            file = self.beside.get(name)
            text = (
                f"{file.name}, {self.lines_beside(name):,} lines"
                if file
                else "no file beside it has these headers"
            )
            yield f"  beside it, {name}: {text}"

    def _mapped(self) -> Iterator[str]:
        yield "Fields:"
        for name, source in self.mapping.sources.items():
            example = self.example(name)
            yield f"  {name:<24} ← {source.payload}" + (f"   (such as {example})" if example else "")
        if unused := self.unused():
            yield f"  not taken over: {', '.join(unused)}"

    def lines_beside(self, name: str) -> int:
        """Return how many lines a file beside the main one has."""
        return len(self.translator.joined[name].table.lines)

    def unused(self) -> list[str]:
        """Return the headers that no field reads."""
        used = {column for source in self.mapping.sources.values() for column in _columns(source.payload)}
        return [header for header in self._headers() if header.strip() and plain_header(header) not in used]

    def offered(self) -> list[str]:
        """Return the headers that can be made own fields, and those that were."""
        chosen = {plain_header(source.columns[0]) for source in self.mapping.own.values() if source.columns}
        headers = [*self.unused(), *(row for row in self._headers() if plain_header(row) in chosen)]
        beside = tuple(f"{name}." for name in self.mapping.beside)
        return [header for header in self._headers() if header in headers and not header.startswith(beside)]

    def _headers(self) -> list[str]:
        return self.translator.table.headers

    def example(self, name: str) -> str:
        """Return the first value that a field has, shortened; none when it is empty on each line."""
        rows = self.gathered.rows
        values = (row.own.examples.get(name) if is_own(name) else row.values.get(name) for row in rows)
        first = next((str(value) for value in values if value not in (None, "")), "")
        return first if len(first) <= LONGEST_EXAMPLE else f"{first[:LONGEST_EXAMPLE]}…"

    def _spelled(self) -> Iterator[str]:
        for name, joined in self.translator.joined.items():
            for (written, meant), times in sorted(joined.repaired.items()):
                yield f"Spelling, {name}: “{written}” was taken for “{meant}” on {times:,} lines"

    def _made(self) -> Iterator[str]:
        rows = [f"{number:,} {noun if number != 1 else noun[:-1]}" for noun, number in self.made.items()]
        yield f"New: {', '.join(rows)}"
        if self.recognised:
            yield f"Known: {self.recognised:,} contacts were there already, by name and a number or address"
        yield f"Leads: {self.leads:,} new"
        for (word, status), number in self.statuses.most_common():
            yield f"  {word} → {status}: {number:,}"

    def _lacking(self) -> Iterator[str]:
        names = [gap.value for gap in Gap if any(name == gap for name, _word in self.gaps)]
        if names:
            yield "Gaps, kept by name on the leads:"
        for name in names:
            parts = [(word, number) for (gap, word), number in self.gaps.items() if gap == name]
            text = ", ".join(f"{word} {number:,}" for word, number in parts)
            yield f"  {name}: {sum(number for _word, number in parts):,} ({text})"

    def _unread(self) -> Iterator[str]:
        rows = [(row.line, item) for row in self.gathered.rows for item in row.own.unread]
        if rows:
            yield f"Kept in comments: {len(rows):,} values of own fields could not be read"
        yield from _some(
            f"  line {line.number}: {row.label}: {row.text} ({row.reason})" for line, row in rows
        )

    def _left_alone(self) -> Iterator[str]:
        if self.unchanged:
            yield f"Skipped: {self.unchanged:,} lines were brought in before and are unchanged"
        if self.changed:
            yield f"Left as they are: {len(self.changed):,} leads whose line has changed since it was brought in"
        yield from _some(f"  line {line.number} (L-{number})" for line, number in self.changed)

    def _waiting(self) -> Iterator[str]:
        yield (
            f"Quarantine: {len(self.quarantined):,} lines could not be read"
            if self.quarantined
            else "Quarantine: empty"
        )
        yield from _some(f"  line {line.number}: {reason}" for line, reason in self.quarantined)


def _columns(text: str) -> list[str]:
    return [plain_header(name) for part in text.split(" or ") for name in part.split(",")]


def _some(lines: Iterable[str]) -> Iterator[str]:
    for place, line in enumerate(lines):
        if place == MOST_LISTED:
            yield "  …"
            return
        yield line
