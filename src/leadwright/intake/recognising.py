"""Which mapping a file is read by: its headers are compared, in any order and in each language that is known."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from django.utils.translation import gettext as _

from leadwright.foundation.refusals import refuse
from leadwright.intake.mapping import FieldSource, FileMapping, columns_in, needed_in, renamed_in
from leadwright.intake.mapping_reading import read_mapping
from leadwright.intake.reading.tables import plain_header
from leadwright.intake.vocabulary import field_called, plain_word

SHIPPED = Path(__file__).parent / "mappings"
DASH = " - "
# A partial mapping fits from so many headers on, that say enough of the system: one that no usual word is weighs most,
# one of people, companies and what is no field least.
LEAST_HEADERS, LEAST_WEIGHT = 3, 1.05
TELLING, OF_TWO_WORDS, OF_A_WORD, OF_ANYBODY = 0.8, 0.4, 0.2, 0.1
MOST_NAMED = 8


@dataclass(frozen=True)
class Headers:
    """The headers of a file as a mapping finds them: as they stand, by a synonym, or behind the word of an entity."""

    mapping: FileMapping
    headers: tuple[str, ...]

    @cached_property
    def known(self) -> Mapping[str, str]:
        """Each header by its plain form, and by the one without the entity before it."""
        plain = {plain_header(header): header for header in reversed(self.headers)}
        bare = {
            rest: header
            for text, header in plain.items()
            for entity, dash, rest in [text.partition(DASH)]
            if dash and entity in self.mapping.entities
        }
        return {**bare, **plain}

    def find(self, name: str) -> str | None:
        """Return the header of the file that a mapping means by a name."""
        plain = plain_header(name)
        names = (plain, *self.mapping.synonyms.get(plain, ()))
        return next((self.known[other] for other in names if other in self.known), None)

    @cached_property
    def hits(self) -> Mapping[str, str]:
        """The headers of the signature that the file has, with what it calls them."""
        named = {name: self.find(name) for name in self.mapping.signature}
        return {name: header for name, header in named.items() if header is not None}


@dataclass(frozen=True)
class Offered:
    """Mappings among which one is sought for a file."""

    rows: Sequence[Headers]

    @cached_property
    def times(self) -> Mapping[str, int]:
        """How many of the mappings know each header of the file."""
        return Counter(header for row in self.rows for header in set(row.hits.values()))

    def weight(self, row: Headers) -> float:
        """Return how much the headers speak for this shape: each less, the more of the others it speaks for too."""
        return sum(_weight_of(header) / self.times[header] for header in set(row.hits.values()))

    def score(self, row: Headers) -> tuple[bool, float, int]:
        """One that demands all its headers goes first, then what says most of the system, then what reads most."""
        read = {row.find(name) for source in row.mapping.sources.values() for name in source.reads}
        return (not row.mapping.is_partial, self.weight(row), len(read - {None}))

    def fits(self, row: Headers, *, is_saved: bool) -> bool:
        """Tell whether a file has a shape: of a saved one, which is for a file that somebody had, half of it."""
        if not row.mapping.is_partial:
            return len(row.hits) == len(row.mapping.signature)
        headers = set(row.hits.values())
        if len(headers) < min(LEAST_HEADERS, len(row.mapping.signature)):
            return False
        if is_saved:
            return 2 * len(row.hits) >= len(row.mapping.signature)
        return sum(map(_weight_of, headers)) >= LEAST_WEIGHT


@cache
def shipped_by_code() -> Mapping[str, FileMapping]:
    """Return the mappings that the product ships, by the names of their files."""
    return {path.stem: read_mapping(path) for path in sorted(SHIPPED.glob("*.toml"))}


@cache
def shipped() -> tuple[FileMapping, ...]:
    """Return the mappings that the product ships, the most demanding first."""
    return tuple(sorted(shipped_by_code().values(), key=lambda mapping: -len(mapping.signature)))


def _weight_of(header: str) -> float:
    """Return how much a header says of the system that a file comes from."""
    name = field_called(header)
    if name is None:
        return TELLING
    if not name or name.startswith(("person.", "company.")):
        return OF_ANYBODY
    return OF_TWO_WORDS if " " in plain_word(header) else OF_A_WORD


def recognised(
    headers: Iterable[str], *, own: FileMapping | None = None, saved: Sequence[FileMapping] = ()
) -> FileMapping:
    """Return the mapping for a file with these headers, fitted to it: one's own, a saved one, or a shipped one."""
    given = tuple(headers)
    if own is not None:
        return _fitting([own], given, is_saved=True) or _refused([own], given)
    return _fitting(saved, given, is_saved=True) or _fitting(shipped(), given) or _refused(shipped(), given)


def _fitting(
    offered: Collection[FileMapping], headers: tuple[str, ...], *, is_saved: bool = False
) -> FileMapping | None:
    among = Offered([Headers(mapping, headers) for mapping in offered])
    fitting = [row for row in among.rows if among.fits(row, is_saved=is_saved)]
    best = max(fitting, key=among.score, default=None)
    return fitted(best) if best else None


def fitted(row: Headers) -> FileMapping:
    """Return a mapping that names its columns as the file does; a partial one leaves out what the file lacks."""
    mapping = row.mapping
    if not (mapping.is_partial or mapping.synonyms or mapping.entities):
        return mapping
    beside = {
        name: replace(item, column=header)
        for name, item in mapping.beside.items()
        if (header := row.find(item.column) or (None if mapping.is_partial else item.column))
    }
    sources = {name: _fitted(source, row, beside) for name, source in mapping.sources.items()}
    return replace(
        mapping,
        beside=beside,
        fields={name: source for name, source in sources.items() if source and name in mapping.fields},
        own={name: source for name, source in sources.items() if source and name in mapping.own},
    )


def _fitted(source: FieldSource, row: Headers, beside: Collection[str]) -> FieldSource | None:
    """Return a source with the headers of the file, or nothing where none of it is left."""
    names = {name: header for name in source.reads if (header := _named(name, row, beside))}
    lines = [line for line in source.lines if _is_readable(line, names)]
    made = replace(
        source,
        columns=tuple(dict.fromkeys(names[name] for name in source.columns if name in names)),
        lines=tuple(renamed_in(line, names) for line in lines),
        when=tuple(
            replace(
                item,
                column=names.get(item.column, ""),
                value=_renamed(item.value, names),
                otherwise=_renamed(item.otherwise, names),
            )
            for item in source.when
            if (item.column in names or item.exists in beside)
            and all(_is_readable(text, names) for text in item.texts)
        ),
    )
    is_left = made.columns or made.lines or made.when or made.value or made.when_empty
    return made if is_left else None


def _renamed(text: str | None, names: Mapping[str, str]) -> str | None:
    return renamed_in(text, names) if text and columns_in(text) else text


def _named(name: str, row: Headers, beside: Collection[str]) -> str | None:
    side = name.partition(".")[0]
    if side in row.mapping.beside:
        return name if side in beside else None
    return row.find(name) or (None if row.mapping.is_partial else name)


def _is_readable(line: str, names: Mapping[str, str]) -> bool:
    named = columns_in(line)
    return all(name in names for name in needed_in(line)) and (
        not named or any(name in names for name in named)
    )


def _refused(offered: Sequence[FileMapping], headers: tuple[str, ...]) -> FileMapping:
    among = Offered([Headers(mapping, headers) for mapping in offered])
    nearest = max(among.rows, key=lambda row: (among.weight(row), len(row.hits)))
    missing = sorted(nearest.mapping.signature - nearest.hits.keys())
    listed = ", ".join(missing[:MOST_NAMED]) + (", …" if len(missing) > MOST_NAMED else "")
    text = _("“{mapping}” needs the columns {columns}").format(mapping=nearest.mapping.title, columns=listed)
    refuse("FILE_UNKNOWN", field="mapping", reason=text)
