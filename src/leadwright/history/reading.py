"""From entries to lines: each fact says its own, and all names are asked for at once."""

from collections.abc import Iterable

from leadwright.history.facts import Fact, fact_kinds
from leadwright.history.lines import Line, Names, ReadableEntry, References
from leadwright.history.questions import names_of

UNKNOWN_ICON = "info"


def lines_of(entries: Iterable[ReadableEntry]) -> list[Line]:
    """Return what entries say; their lines are said twice, first to learn which names they need."""
    rows, kinds, references = list(entries), fact_kinds(), References()
    for entry in rows:
        _line(entry, kinds, references)
    names = names_of(references)
    return [_line(entry, kinds, names) for entry in rows]


def _line(entry: ReadableEntry, kinds: dict[str, type[Fact]], names: Names) -> Line:
    """Return the line of an entry; a fact that no room declares any more is called by its name."""
    kind = kinds.get(entry.fact)
    return kind.line(entry, names) if kind else Line(icon=UNKNOWN_ICON, title=entry.fact)
