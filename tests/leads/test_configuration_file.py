"""The configuration as one file: out, checked, and back in."""

from datetime import timedelta

import pytest

from leadwright.history.models import Entry
from leadwright.leads.configuration.file import brought_in, checked, handed_out, lines_of
from leadwright.leads.configuration.linter import lint
from leadwright.leads.configuration.parsing import read
from leadwright.leads.configuration.rows import stored
from leadwright.leads.configuration.writing import written
from leadwright.leads.configuration.yaml_source import Source as File
from leadwright.leads.configuration.yaml_source import Unreadable
from leadwright.leads.models import LeadType, Source
from tests.leads.broken import BROKEN
from tests.leads.configured import PEOPLE, sound
from tests.makers import NOON, House


def test_what_is_written_is_read_again() -> None:
    assert read(File(written(sound()))) == sound()


def test_the_notices_of_tasks_stand_in_the_file_and_stay_where_it_leaves_them_out(house: House) -> None:
    text = handed_out()
    part = "task_notices:\n  in_charge: [80, 100]\n  unit_admin: [125]\n  company_admin: [150]\n"
    assert part in text
    rows = list(lines_of(brought_in(text.replace("[80, 100]", "[50]"), at=NOON, dry_run=False)))
    assert len(rows) == 1
    assert stored().task_notices["in_charge"] == (50,)
    assert brought_in(text.replace(part, ""), at=NOON + timedelta(days=1), dry_run=False) == []
    assert stored().task_notices["in_charge"] == (50,)


@pytest.mark.parametrize("name", BROKEN)
def test_each_way_to_break_it_can_be_written_in_a_file(name: str) -> None:
    blueprint, code, place = BROKEN[name]
    again = lint(read(File(written(blueprint))), PEOPLE)
    assert (code, place) in [(row.code, row.path) for row in again]


def test_bringing_in_what_was_handed_out_changes_nothing(house: House) -> None:
    assert brought_in(handed_out(), at=NOON + timedelta(days=1), dry_run=False) == []
    assert not Entry.objects.filter(fact="configuration.changed").exists()


def test_a_dry_run_tells_the_difference_and_stores_nothing(house: House) -> None:
    text = handed_out().replace("priority: 5", "priority: 7")
    text = text.replace("{from: nurture, to: new}", "{from: nurture, to: nurture-in-progress}")
    rows = list(lines_of(brought_in(text, at=NOON, dry_run=True)))
    assert rows == [
        "~ types.partner-lead.priority: 5 -> 7",
        "- types.partner-lead.transitions: nurture to new",
        "+ types.partner-lead.transitions: nurture to nurture-in-progress",
    ]
    assert LeadType.objects.get().priority == 5


def test_a_file_says_what_is_asked_of_what_is_lost_and_when_nurture_is_looked_at_again(house: House) -> None:
    text = handed_out().replace("closing_data_when_lost: true", "closing_data_when_lost: false")
    text = text.replace("review_days: 90", "review_days: 45")
    rows = list(lines_of(brought_in(text, at=NOON, dry_run=False)))
    assert rows[0] == "~ types.partner-lead.closing_data_when_lost: True -> False"
    assert rows[1].endswith("review_days 45, longest_postponement_days 7")
    assert (LeadType.objects.get().closing_data_when_lost, LeadType.objects.get().review_days) == (False, 45)


def test_what_a_file_leaves_out_is_retired(house: House) -> None:
    text = "".join(line for line in handed_out().splitlines(keepends=True) if "showroom" not in line.lower())
    brought_in(text, at=NOON, dry_run=False)
    assert Source.objects.get(code="showroom").is_retired


def test_a_fault_is_told_with_its_line(house: House) -> None:
    lines = handed_out().replace("initial: [new]", "initial: [closed-won]").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "initial:" in text)
    assert (line, "FINAL_INITIAL") in [(at, item.code) for at, item in checked("\n".join(lines))]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: &x 1\nb: *x\n", 2),
        ("[" * 5000, 1),
        ("statuses: [\n", 2),
        ("statuses:\n  new: {state: PENDING}\n  new: {state: PENDING}\n", 3),
        ("sources:\n  web: {colour: red}\n", 2),
        ("types:\n  T: {priority: many}\n", 2),
        ("types:\n  T:\n    transitions: {from: a}\n", 3),
        ("a: \0\n", 1),
        ("x" * 1_000_001, 1),
        ("!!python/object/apply:os.system [ls]", 1),
        ("? [a]\n: b\n", 1),
        ("- a\n", 1),
        ("leadwright: 2\n", 1),
    ],
)
def test_a_file_that_is_no_configuration_is_refused_with_a_line(text: str, line: int) -> None:
    with pytest.raises(Unreadable) as no:
        read(File(text))
    assert no.value.faults[0][0] == line


def test_an_empty_file_is_not_brought_in(house: House) -> None:
    with pytest.raises(Unreadable):
        brought_in("", at=NOON, dry_run=False)
