"""Each fact says its own line, and no line needs more than what an old entry holds."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest

import leadwright
from leadwright.history.facts import Fact, fact_kinds
from leadwright.history.lines import ReadableEntry, References, Tone
from leadwright.history.reading import lines_of

ICONS = Path(leadwright.__file__).parent / "web" / "parts" / "templates" / "components" / "icons.html"
KINDS = {name: kind for name, kind in fact_kinds().items() if kind.__module__.startswith("leadwright.")}


def entry(fact: str, **more: object) -> ReadableEntry:
    return ReadableEntry(id=1, at=datetime(2026, 3, 2, 11, tzinfo=UTC), fact=fact, **more)


def faults_of(kind: type[Fact]) -> list[str]:
    """Name what is missing of the line of a fact."""
    line = kind.line(entry(kind.name), References())
    icons = re.findall(r'^  "(\w+)":', ICONS.read_text(), re.MULTILINE)
    lacks = {
        "title": bool(line.title),
        "icon": line.icon in icons,
        "tone": line.tone in get_args(Tone),
        "a title of its own": "title" in vars(kind),
    }
    return [name for name, is_good in lacks.items() if not is_good]


@pytest.mark.parametrize("name", sorted(KINDS))
def test_each_fact_has_a_title_an_icon_and_a_tone_even_when_its_entry_is_erased_or_old(name: str) -> None:
    assert faults_of(KINDS[name]) == []


def test_a_fact_that_no_room_declares_any_more_is_called_by_its_name(db) -> None:
    (line,) = lines_of([entry("thing.gone")])
    assert (line.title, line.icon) == ("thing.gone", "info")


def test_a_row_that_is_gone_has_no_name_and_a_code_that_is_gone_stands_for_itself(db) -> None:
    details = {"owner": 10**9, "type": "no-such-type", "status": "no-such-status"}
    (line,) = lines_of([entry("lead.created", details=details)])
    assert [change.after for change in line.changes] == ["no-such-type", "no-such-status", "…"]


def test_all_names_of_a_page_take_one_query(db, django_assert_num_queries) -> None:
    details = {"organisation": 1, "unit": 2, "user": 3}
    adopted = {"account_class": "retail", "credit_rating": "b", "lead": 7}
    entries = [entry("lead.offered", details=details), entry("account.opened", details=adopted)]
    with django_assert_num_queries(1):
        lines_of(entries * 20)
