"""What an import says of itself: what was read as what, what was made, what lacks, and what waits."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from leadwright.fields.cells import NO, YES
from leadwright.foundation.text import storable
from leadwright.intake.cells import Assumed, Unread
from leadwright.intake.consenting import ConsentFigures
from leadwright.intake.gathering import GatheredLine
from leadwright.intake.mapping import FileMapping, is_own
from leadwright.intake.models import Verdict
from leadwright.intake.reading.tables import plain_header
from leadwright.intake.receiving import Received
from leadwright.intake.remarks import assumed_of, remarks_of
from leadwright.intake.translating import Translator
from leadwright.leads.gaps import Gap
from leadwright.leads.models import Lead

MOST_LISTED = 20
# So many values that could not be read are kept in sight; all are counted.
MOST_KEPT = 100
LONGEST_EXAMPLE = 60


@dataclass
class Report:
    """The figures and findings of one import; `lines()` tells them to somebody at a shell."""

    file: Received
    mapping: FileMapping
    beside: dict[str, Received]
    translator: Translator
    is_trial: bool = False
    made: dict[str, int] = field(default_factory=dict)
    recognised: int = 0
    leads: int = 0
    statuses: Counter[tuple[str, str]] = field(default_factory=Counter)
    gaps: Counter[tuple[str, str]] = field(default_factory=Counter)
    # Who is no user here and owns new leads elsewhere, by name.
    unknown_owners: Counter[str] = field(default_factory=Counter)
    consents: ConsentFigures = field(default_factory=ConsentFigures)
    # Contacts that were there before and stay as they are, with the fields in which the file says otherwise.
    contacts_left: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    # Contacts that follow the file, with the fields.
    contacts_changed: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    # Rows that are no leads of which something follows.
    rows_changed: int = 0
    unchanged: int = 0
    repeated: list[tuple[int, str]] = field(default_factory=list)
    # The line, the lead, and the fields that follow, or stay since somebody changed them here.
    changed: list[tuple[int, int, list[str]]] = field(default_factory=list)
    stayed: list[tuple[int, int, list[str]]] = field(default_factory=list)
    quarantined: list[tuple[int, str]] = field(default_factory=list)
    unread: list[tuple[int, Unread]] = field(default_factory=list)
    unread_count: int = 0
    assumed: Counter[Assumed] = field(default_factory=Counter)
    lines_assumed: int = 0
    examples: dict[str, str] = field(default_factory=dict)
    # Files of an archive of which nothing comes in.
    left_out: list[str] = field(default_factory=list)

    def take(self, result: GatheredLine) -> None:
        """Note what was read on a line, what could not be, and what was assumed."""
        for name in self.mapping.sources.keys() - self.examples.keys():
            value = result.own.examples.get(name) if is_own(name) else result.values.get(name)
            if value not in (None, ""):
                self.examples[name] = _in_words(value)
        self.unread_count += len(result.unread)
        room = max(0, MOST_KEPT - len(self.unread))
        self.unread += [(result.line.number, item) for item in result.unread[:room]]
        self.assumed.update(result.assumed)
        self.lines_assumed += bool(result.assumed)

    def count(self, result: GatheredLine, lead: Lead) -> None:
        """Count a new lead under its status and its gaps."""
        self.leads += 1
        self.statuses[result.word, lead.status.code] += 1
        for gap in lead.gaps:
            self.gaps[gap, result.word] += 1

    def note_verdict(self, verdict: Verdict) -> None:
        """Count a row that is no lead."""
        self.leads += verdict is Verdict.NEW
        self.unchanged += verdict is Verdict.UNCHANGED

    def note_followed(self, name: str, fields: tuple[str, ...]) -> None:
        """Note that a contact follows the file in some fields."""
        if fields:
            self.contacts_changed.append((name, fields))

    def note_made(self, kinds: Iterable[str]) -> None:
        """Count what rows made beside leads, by its kind."""
        for kind in kinds:
            self.made[f"{kind}s"] = self.made.get(f"{kind}s", 0) + 1

    @property
    def counts(self) -> dict[str, int]:
        """How many lines there are of each verdict; those on which something was assumed are in others too."""
        return {
            "new": self.leads,
            "changed": len(self.changed) + self.rows_changed,
            "unchanged": self.unchanged,
            "duplicates": len(self.repeated),
            "refused": len(self.quarantined),
            "assumed": self.lines_assumed,
        }

    def lines(self) -> Iterator[str]:
        """Return the report, a line at a time, in characters that any shell can show."""
        parts = (
            self._read(),
            self._mapped(),
            self._spelled(),
            self._made(),
            self._unread(),
            self._assumed(),
            self._asked(),
            self._lacking(),
            self._without_owner(),
            self._consents(),
            self._contacts_left(),
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
        yield from remarks_of(assumed_of(table) | {"encoding": table.encoding})
        yield f"Mapping: {self.mapping.title}"
        for name in self.mapping.beside:
            file = self.beside.get(name)
            text = (
                f"{file.name}, {self.lines_beside(name):,} lines"
                if file
                else "no file beside it has these headers"
            )
            yield f"  beside it, {name}: {text}"
        if self.left_out:
            yield f"Left out: {', '.join(self.left_out)}"

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
        first = self.examples.get(name, "")
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

    def _assumed(self) -> Iterator[str]:
        if self.lines_assumed:
            yield f"Assumed on {self.lines_assumed:,} lines:"
        yield from _some(
            f"  {label}: {assumption.words}: {times:,}"
            for (label, assumption), times in self.assumed.most_common()
        )

    def _asked(self) -> Iterator[str]:
        for label, question in self.translator.questions:
            yield f"Not said, {label}: {question.words}"

    def _unread(self) -> Iterator[str]:
        if self.unread_count:
            yield f"Kept in comments: {self.unread_count:,} values could not be read"
        yield from _some(
            f"  line {line}: {row.label}: {row.text} ({row.reason})" for line, row in self.unread
        )

    def _without_owner(self) -> Iterator[str]:
        if self.unknown_owners:
            yield "Owners who are no users, kept in the comments of their leads:"
        yield from _some(f"  {name}: {times:,}" for name, times in self.unknown_owners.most_common())

    def _contacts_left(self) -> Iterator[str]:
        if self.contacts_changed:
            yield f"Changed: {len(self.contacts_changed):,} contacts follow the file:"
        yield from _some(f"  {name}: {', '.join(names)}" for name, names in self.contacts_changed)
        if self.contacts_left:
            yield f"{len(self.contacts_left):,} contacts stay as they are, though the file says otherwise:"
        yield from _some(f"  {name}: {', '.join(names)}" for name, names in self.contacts_left)

    def _consents(self) -> Iterator[str]:
        figures = self.consents
        if figures.refused or figures.agreed:
            yield f"Consents: {figures.refused:,} refused, {figures.agreed:,} given, in the ledger"
        yield from _some(f"  line {number}: {reason}" for number, reason in figures.left_out)

    def _left_alone(self) -> Iterator[str]:
        if self.unchanged:
            yield f"Skipped: {self.unchanged:,} lines were brought in before and are unchanged"
        if self.repeated:
            yield f"Duplicates: {len(self.repeated):,} lines say what an earlier line says"
        yield from _some(f"  line {line}: {reason}" for line, reason in self.repeated)
        if self.changed:
            yield f"Changed: {len(self.changed):,} leads follow their lines"
        yield from _some(
            f"  line {line} (L-{lead}): {', '.join(names)}" for line, lead, names in self.changed
        )
        if self.stayed:
            yield f"Left as they are: {len(self.stayed):,} leads that were changed here since"
        yield from _some(f"  line {line} (L-{lead}): {', '.join(names)}" for line, lead, names in self.stayed)

    def _waiting(self) -> Iterator[str]:
        yield (
            f"Quarantine: {len(self.quarantined):,} lines could not be read"
            if self.quarantined
            else "Quarantine: empty"
        )
        yield from _some(f"  line {line}: {reason}" for line, reason in self.quarantined)


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _columns(text: str) -> list[str]:
    return [plain_header(name) for part in text.split(" or ") for name in part.split(",")]


def _some(lines: Iterable[str]) -> Iterator[str]:
    for place, line in enumerate(lines):
        if place == MOST_LISTED:
            yield "  …"
            return
        yield line
