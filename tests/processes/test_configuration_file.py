"""Processes in the configuration file: handed out, weighed, brought in, and handed out again the same."""

import re
from dataclasses import replace

import pytest

from leadwright.diagrams import actions as diagrams
from leadwright.diagrams.model import Diagram as Process
from leadwright.diagrams.models import Diagram, Version
from leadwright.diagrams.writing import write_diagram
from leadwright.history.models import Entry
from leadwright.leads.configuration.file import brought_in, checked, handed_out, lines_of
from leadwright.leads.configuration.yaml_source import Unreadable
from leadwright.leads.models import OpportunityKind
from leadwright.people.models import User
from leadwright.processes.models import Instance
from tests.makers import NOON, House, fresh, make_user
from tests.processes.conftest import posted
from tests.processes.drawing import drawn, task
from tests.test_house_rules import ROOT

LONG, SHORT = drawn(task("measure"), task("build")), drawn(task("measure"))
SPLIT = drawn(task("measure", role="nobody at all"))


@pytest.fixture
def vera(house: House) -> User:
    """Return whoever may change the configuration."""
    return make_user("vera", unit=house.dina.unit, profile="administrator company-admin lead-distributor")


def section(
    drawing: Process | str, code: str = "kitchen", more: str = "name: {en: Kitchen, nl: Keuken}"
) -> str:
    """Return a process as it stands in a file."""
    xml = drawing if isinstance(drawing, str) else write_diagram(drawing)
    block = "".join(f"      {line}\n" for line in xml.splitlines())
    return f"  {code}:\n    {more}\n    bpmn: |\n{block}"


def before_processes() -> str:
    return handed_out().partition("\nprocesses:")[0] + "\n"


def kept() -> str:
    """Return the processes of the file that is handed out."""
    return handed_out().partition("\nprocesses:\n")[2]


def with_processes(*rows: str) -> str:
    """Return the configuration in force with some processes more."""
    return f"{before_processes()}processes:\n{kept()}{''.join(rows)}"


def bring(*rows: str) -> list[str]:
    return list(lines_of(brought_in(with_processes(*rows), at=NOON, dry_run=False)))


def again(drawing: Process, more: str = "name: {en: Kitchen, nl: Keuken}") -> list[str]:
    """Bring in another drawing of the process that is there."""
    others = kept().partition("  kitchen:\n")[0]
    text = f"{before_processes()}processes:\n{others}{section(drawing, more=more)}"
    return list(lines_of(brought_in(text, at=NOON, dry_run=False)))


def facts_of(code: str) -> list[str]:
    row = Diagram.objects.get(code=code)
    return list(Entry.objects.about("diagram", row.pk).order_by("pk").values_list("fact", flat=True))


def test_what_is_handed_out_is_the_same_elsewhere(house: House) -> None:
    bring(section(LONG), section(SHORT, "attic", "name: Attic\n    retired: true"))
    first = handed_out()
    for row in Diagram.objects.all():
        Diagram.objects.filter(pk=row.pk).update(code=f"old-{row.code}")
    brought_in(first, at=NOON, dry_run=False)
    assert handed_out().startswith(first)
    assert f"\n      {write_diagram(LONG).splitlines()[2]}\n" in first
    assert [row.code for row in Diagram.objects.offered()][-1] == "kitchen"


def test_bringing_in_what_is_there_changes_nothing(house: House, vera: User) -> None:
    bring(section(LONG))
    xml = write_diagram(SHORT)
    diagrams.change_diagram("kitchen", {"bpmn": xml}, by=vera, at=NOON)
    diagrams.make_diagram({"code": "shed", "name": "Shed", "bpmn": xml}, by=vera, at=NOON)
    number = Entry.objects.count()
    assert brought_in(handed_out(), at=NOON, dry_run=False) == []
    assert (Entry.objects.count(), checked(handed_out()), "shed" in handed_out()) == (number, [], False)


def test_a_dry_run_says_what_would_change_and_stores_nothing(house: House) -> None:
    bring(section(SHORT))
    rows = [row for row in kept().split("\n  kitchen:")[0].splitlines() if row]
    text = f"{before_processes()}processes:\n{section(LONG, more='name: Kitchen')}" + section(SHORT, "attic")
    before = handed_out()
    lines = list(lines_of(brought_in(text, at=NOON, dry_run=True)))
    assert "~ processes.kitchen.name: en Kitchen, nl Keuken -> en Kitchen" in lines
    assert "~ processes.kitchen.version: 1 -> 2" in lines
    assert "+ processes.attic.version: 1" in lines
    assert "~ processes.standard-sale.retired: False -> True" in lines
    assert rows
    assert handed_out() == before


def test_each_change_is_recorded_as_from_the_page(house: House) -> None:
    bring(section(SHORT))
    again(LONG, "name: Kitchens")
    again(LONG, "name: Kitchens\n    retired: true")
    again(LONG, "name: Kitchens")
    made, changed = ["diagram.made", "diagram.published"], ["diagram.renamed", "diagram.published"]
    assert facts_of("kitchen") == [*made, *changed, "diagram.retired", "diagram.restored"]
    assert Diagram.objects.get(code="kitchen").revision == 4


def test_a_draft_of_somebody_stays_behind_what_is_brought_in(house: House, vera: User) -> None:
    bring(section(SHORT))
    third = write_diagram(drawn(task("measure"), task("paint")))
    diagrams.change_diagram("kitchen", {"bpmn": third}, by=vera, at=NOON)
    again(LONG)
    row = Diagram.objects.get(code="kitchen")
    assert (row.published.number, row.published.xml) == (2, write_diagram(LONG))
    assert (row.draft.number, row.draft.xml, row.draft.saved_by) == (3, third, vera)
    assert diagrams.publish("kitchen", by=vera, at=NOON).number == 3


def test_a_draft_that_is_brought_in_is_published(house: House, vera: User) -> None:
    xml = write_diagram(SHORT)
    diagrams.make_diagram({"code": "kitchen", "name": "Kitchen", "bpmn": xml}, by=vera, at=NOON)
    bring(section(SHORT))
    assert [(row.number, row.is_published) for row in Version.objects.filter(diagram__code="kitchen")] == [
        (1, True)
    ]


def test_what_runs_keeps_to_its_version(house: House) -> None:
    bring(section(SHORT))
    OpportunityKind.objects.create(
        code="kitchen", labels={"en": "K"}, kind="process", diagram="kitchen", position=99
    )
    lead = house.accepted()
    posted(lead, house, "kitchen")
    again(LONG)
    assert Instance.objects.get(lead=lead.pk).version.number == 1
    assert fresh(lead).steps == ["measure"]


def test_a_kind_goes_by_a_process_of_the_same_file(house: House) -> None:
    kind = "opportunity_kinds:\n  kitchen: {name: Kitchen, kind: process, diagram: kitchen}"
    text = with_processes(section(SHORT)).replace("opportunity_kinds:", kind, 1)
    assert checked(text) == []
    brought_in(text, at=NOON, dry_run=False)
    assert OpportunityKind.objects.get(code="kitchen").diagram == "kitchen"
    other = text.replace("diagram: kitchen", "diagram: attic")
    assert [fault.code for _line, fault in checked(other)] == ["DIAGRAM_UNKNOWN"]


def test_a_kind_goes_by_no_process_that_the_same_file_retires(house: House) -> None:
    kind = "opportunity_kinds:\n  kitchen: {name: Kitchen, kind: process, diagram: kitchen}"
    text = with_processes(section(SHORT, more="name: Kitchen\n    retired: true"))
    text = text.replace("opportunity_kinds:", kind, 1)
    assert [fault.code for _line, fault in checked(text)] == ["DIAGRAM_UNKNOWN"]


def test_a_condition_names_an_own_field_of_the_same_file(house: House) -> None:
    xml = write_diagram(choosing("area > 100"))
    text = with_processes(section(xml))
    assert [fault.path for _line, fault in checked(text)] == ["processes.kitchen.bpmn.f3"]
    text = text.replace("fields:\n  lead: {}", "fields:\n  lead: {area: {kind: integer, label: Area}}", 1)
    assert checked(text) == []
    brought_in(text, at=NOON, dry_run=False)
    assert Diagram.objects.get(code="kitchen").published.number == 1


def test_a_file_without_processes_leaves_them_and_one_without_a_process_retires_it(house: House) -> None:
    bring(section(SHORT))
    brought_in(before_processes(), at=NOON, dry_run=False)
    assert not Diagram.objects.get(code="kitchen").is_retired
    others = kept().partition("  kitchen:\n")[0]
    brought_in(f"{before_processes()}processes:\n{others}", at=NOON, dry_run=False)
    assert Diagram.objects.get(code="kitchen").is_retired
    assert brought_in(handed_out(), at=NOON, dry_run=False) == []


def test_the_order_of_the_file_is_the_order_of_the_page(house: House, vera: User) -> None:
    bring(section(SHORT))
    others = kept().partition("  kitchen:\n")[0]
    text = f"{before_processes()}processes:\n{section(SHORT)}{others}"
    lines = list(lines_of(brought_in(text, at=NOON, dry_run=False)))
    before, after = lines[0].removeprefix("~ processes.order: ").split(" -> ")
    assert (before.split(", ")[-1], after.split(", ")[0]) == ("kitchen", "kitchen")
    assert Entry.objects.filter(fact="configuration.changed").latest("pk").details["kind"] == "processes"
    assert brought_in(handed_out(), at=NOON, dry_run=False) == []


def choosing(condition: str) -> Process:
    """Return a process with a choice by a rule."""
    from tests.diagrams.making import process

    row = process("start > a", "a > x", f"x > b if {condition}", "x > end by default", "b > end")
    return replace(row, id="choosing")


BROKEN = {
    "code": (section(SHORT, "Kitchen!"), "PROCESS_INVALID", "processes.Kitchen!.code"),
    "no name": (section(SHORT, more="retired: false"), "PROCESS_INVALID", "processes.kitchen.name"),
    "language": (section(SHORT, more="name: {tlh: K}"), "PROCESS_INVALID", "processes.kitchen.name"),
    "sign": (section(SHORT, more='name: {nl: "a\\u202eb"}'), "PROCESS_INVALID", "processes.kitchen.name.nl"),
    "no drawing": ("  kitchen: {name: K}\n", "PROCESS_INVALID", "processes.kitchen.bpmn"),
    "no BPMN": (section("<a />"), "PROCESS_INVALID", "processes.kitchen.bpmn"),
    "entity": (section("<!DOCTYPE a>\n<a />"), "PROCESS_INVALID", "processes.kitchen.bpmn"),
    "role": (section(SPLIT), "PROCESS_INVALID", "processes.kitchen.bpmn.measure"),
    "rule": (section(choosing("moon = 1")), "PROCESS_INVALID", "processes.kitchen.bpmn.f3"),
    "strange": (section(SHORT, more="name: K\n    colour: red"), "FILE_INVALID", "processes.kitchen.colour"),
    "retired": (
        section(SHORT, more="name: K\n    retired: maybe"),
        "FILE_INVALID",
        "processes.kitchen.retired",
    ),
    "shape": ("  kitchen: K\n", "FILE_INVALID", "processes.kitchen"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_named_with_its_place_and_nothing_is_stored(house: House, name: str) -> None:
    given, code, place = BROKEN[name]
    text, before = with_processes(given), handed_out()
    faults = checked(text)
    assert [(fault.code, fault.path) for _line, fault in faults] == [(code, place)]
    assert all("{" not in fault.sentence for _line, fault in faults)
    assert faults[0][0] > before_processes().count("\n")
    with pytest.raises(Unreadable):
        brought_in(text, at=NOON, dry_run=False)
    assert handed_out() == before


def test_the_example_of_the_page_can_be_brought_in(house: House) -> None:
    page = (ROOT / "docs" / "how-to" / "configure.md").read_text()
    (example,) = re.findall(r"```yaml\n(opportunity_kinds:.*?)```", page, re.DOTALL)
    kinds, _sign, rows = example.partition("processes:\n")
    text = with_processes(rows).replace("opportunity_kinds:\n", kinds, 1)
    assert checked(text) == []
    brought_in(text, at=NOON, dry_run=False)
    assert Diagram.objects.get(code="viewing").published.process().by_id["visit"].days == 2
