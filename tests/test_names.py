"""Names are nouns and verbs of the trade, of Django or of HTTP: words that read well and say little are no names."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.test_house_rules import PACKAGE, ROOT, SOURCES, each, nodes

RETIRED = frozenset(
    [
        "told",
        "one",
        "ones",
        "way",
        "ways",
        "shown",
        "deeds",
        "deed",
        "gates",
        "doors",
        "feed",
        "frame",
        "whole",
        "found",
    ]
)
# Names that Django, HTTP or the database give, or that clients of the API know.
THEIRS = {"X_FRAME_OPTIONS", "shown_if"}


def words(name: str) -> set[str]:
    """Return the words of a name, split at the underscore and where a capital begins."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name)}


def names(path: Path) -> Iterator[str]:
    """Return what a file names: functions, classes, arguments, variables, attributes of its own."""
    for node in nodes(path):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.arg():
                yield node.arg
            case ast.Name(ctx=ast.Store()):
                yield node.id
            case ast.Attribute(ctx=ast.Store()):
                yield node.attr
            case ast.alias(asname=str(asname)):
                yield asname


@each(SOURCES)
def test_a_name_says_what_it_is(path):
    assert sorted({name for name in names(path) if words(name) & RETIRED} - THEIRS - {"NotFound"}) == []


def test_a_file_name_says_what_it_is():
    files = [*SOURCES, *PACKAGE.rglob("templates/**/*.*"), *(ROOT / "tests").rglob("*.py")]
    assert [str(path.relative_to(ROOT)) for path in files if words(path.stem) & RETIRED] == []
