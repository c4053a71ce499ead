"""What stands in the columns of a file: samples of each, and the words of those that are lists."""

from itertools import islice

from leadwright.intake.listed import LISTED
from leadwright.intake.reading.tables import Table
from leadwright.intake.translating import Translator

SAMPLES, LONGEST, AMONG = 3, 40, 2_000
MOST_WORDS = 60


def samples_of(table: Table) -> list[list[str]]:
    """Return for each column three texts that differ, of the first lines."""
    samples: list[dict[str, None]] = [{} for _header in table.headers]
    for line in islice(table.lines, AMONG):
        for known, cell in zip(samples, line.cells, strict=False):
            text = cell.strip()
            if text and len(known) < SAMPLES:
                known.setdefault(text[:LONGEST])
    return [list(known) for known in samples]


def words_of(translator: Translator) -> dict[str, list[list[object]]]:
    """Return for each field that is one of a list its words, how often each stands there, and what it means."""
    return {name: _words(translator, name) for name in LISTED if _reads(translator, name)}


def _reads(translator: Translator, name: str) -> bool:
    source = translator.sources.get(name)
    return bool(source and source.columns)


def _words(translator: Translator, name: str) -> list[list[object]]:
    known = {word.casefold(): meaning for word, meaning in translator.sources[name].values.items()}
    return [
        [word[:LONGEST], times, known.get(word.casefold(), "")]
        for word, times in translator.counted(name).most_common(MOST_WORDS)
    ]
