"""Processes are kept in versions: a draft at most, published without faults, and then never changed."""

import pytest
from django.db import IntegrityError, transaction

from leadwright.config.installing import install
from leadwright.diagrams import actions
from leadwright.diagrams.installing import FOLDER
from leadwright.diagrams.linting import faults_of
from leadwright.diagrams.model import Kind
from leadwright.diagrams.models import Diagram, Version
from leadwright.diagrams.questions import words_of_processes
from leadwright.diagrams.reading import read_diagram
from leadwright.diagrams.steps import step_names
from leadwright.diagrams.writing import write_diagram
from leadwright.foundation.refusals import Refused
from leadwright.history.models import Entry
from leadwright.people.models import Profile
from tests.diagrams.keeping import BODY, FAULTY, LONG, SHORT, make_diagram, publish_diagram
from tests.diagrams.making import process
from tests.makers import NOON, House, refused

MAIL = {"message": "mail"}
SALE = ["initial-contact", "qualification", "offer", "presentation", "terms", "preparation", "fulfilment"]
FIRST = [
    "interaction",
    "more-information",
    "contact-kept",
    "opportunity",
    "responsible",
    "demand",
    "confirmed",
]


def facts_of(row: Diagram) -> list[str]:
    return list(Entry.objects.about("diagram", row.pk).order_by("pk").values_list("fact", flat=True))


def change(row: Diagram, by, **data):
    return actions.change_diagram(row.code, data, by=by, at=NOON)


@pytest.mark.parametrize(("code", "steps"), [("standard-sale", SALE), ("initial-contact", FIRST)])
def test_the_shipped_processes_are_published_at_installation(db, code, steps):
    row = Diagram.objects.get(code=code)
    process = row.published.process()
    assert [element.id for element in process.elements if element.kind is Kind.USER] == steps
    assert all(step.deliverable and step.instructions and step.days for step in map(process.by_id.get, steps))
    assert faults_of(process, words_of_processes()) == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.bpmn")), ids=lambda path: path.stem)
def test_a_shipped_file_is_written_as_we_write_and_speaks_dutch(path):
    text = path.read_text()
    process = read_diagram(text.encode())
    assert write_diagram(process) == text
    dutch = process.in_language("nl")
    assert all(row.name != other.name for row, other in zip(process.elements, dutch.elements, strict=True))


def test_installing_again_leaves_what_somebody_redrew(vera):
    change(Diagram.objects.get(code="standard-sale"), vera, bpmn=SHORT, name="Our sale")
    install()
    row = Diagram.objects.get(code="standard-sale")
    assert (row.label, row.draft.xml, Diagram.objects.count()) == ("Our sale", SHORT, 2)


def test_a_process_is_made_with_a_draft_that_nobody_else_sees(house: House, vera):
    row = make_diagram(vera)
    assert (row.draft.number, row.published, row.label) == (1, None, "Short")
    assert not Diagram.objects.within_reach(house.ann).filter(code="short").exists()
    assert facts_of(row) == ["diagram.made"]


def test_publishing_puts_the_draft_in_force(house: House, vera):
    row = publish_diagram(vera)
    assert (row.draft, row.published.number, row.published.published_by) == (None, 1, vera)
    assert Diagram.objects.within_reach(house.ann).offered().filter(code="short").exists()
    assert facts_of(row) == ["diagram.made", "diagram.published"]


def test_a_draft_with_faults_is_not_published_and_each_names_its_element(vera):
    row = make_diagram(vera, bpmn=FAULTY)
    with refused("DIAGRAM_FAULTY", "bpmn.a"):
        actions.publish(row.code, by=vera, at=NOON)
    assert row.published is None


@pytest.mark.parametrize(
    ("element", "code"),
    [
        ({"kind": Kind.USER, "role": "owner", "action": "qualfy"}, "ACTION_UNKNOWN"),
        ({"kind": Kind.USER, "role": "Nobody at all"}, "ROLE_UNKNOWN"),
        ({"kind": Kind.MESSAGE, "message": "letter"}, "MESSAGE_UNKNOWN"),
    ],
)
def test_a_step_that_names_what_does_not_exist_is_not_published(vera, element, code):
    row = make_diagram(vera, bpmn=write_diagram(process("start > a", "a > end", a={"role": ""} | element)))
    with pytest.raises(Refused) as no:
        actions.publish(row.code, by=vera, at=NOON)
    assert [(error.field, error.code) for error in no.value.errors] == [("bpmn.a", code)]


def test_a_step_is_for_the_owner_a_unit_or_a_role_by_its_code_or_name(vera):
    profile = Profile.objects.filter(organisation=None).first()
    for role in ("owner", vera.unit.name, profile.code, profile.name):
        drawn = write_diagram(process("start > a", "a > mail", "mail > end", a={"role": role}, mail=MAIL))
        row = make_diagram(vera, code=f"for-{Diagram.objects.count()}", bpmn=drawn)
        assert actions.publish(row.code, by=vera, at=NOON).is_published


def test_a_drawing_saved_twice_is_one_draft_and_what_is_published_stays(vera):
    row = publish_diagram(vera)
    for xml in (LONG, FAULTY):
        change(row, vera, bpmn=xml)
    assert [(version.number, version.xml) for version in row.versions.all()] == [(2, FAULTY), (1, SHORT)]


def test_saving_what_is_there_already_changes_nothing(vera):
    row = publish_diagram(vera)
    before = row.revision
    assert change(row, vera, bpmn=SHORT, name=BODY["name"]).revision == before
    assert facts_of(row) == ["diagram.made", "diagram.published"]


def test_a_process_is_renamed_in_each_language_with_its_history(vera):
    row = change(make_diagram(vera), vera, name={"en": "Brief", "nl": "Kort"})
    entry = Entry.objects.about("diagram", row.pk).get(fact="diagram.renamed")
    assert (row.label, entry.details["changes"]) == ("Brief", {"en": ["Short", "Brief"]})


def test_a_stale_revision_is_refused_and_nothing_is_lost(vera):
    row = make_diagram(vera)
    change(row, vera, bpmn=LONG)
    with refused("VERSION_STALE"):
        actions.change_diagram(row.code, {"bpmn": FAULTY}, by=vera, at=NOON, revision=row.revision)
    assert row.draft.xml == LONG


def test_what_is_not_a_draft_is_not_published_again(vera):
    row = publish_diagram(vera)
    with refused("NOTHING_TO_PUBLISH"):
        actions.publish(row.code, by=vera, at=NOON)


def test_a_retired_process_is_not_offered_until_it_is_restored(vera):
    row = publish_diagram(vera)
    actions.retire(row.code, by=vera, at=NOON)
    actions.retire(row.code, by=vera, at=NOON)
    assert not Diagram.objects.offered().filter(pk=row.pk).exists()
    actions.restore(row.code, by=vera, at=NOON)
    assert facts_of(row)[2:] == ["diagram.retired", "diagram.restored"]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"code": ""}, "FIELD_REQUIRED", "code"),
        ({"code": "Über Sale"}, "FIELD_INVALID", "code"),
        ({"code": 7}, "FIELD_INVALID", "code"),
        ({"code": "standard-sale"}, "NAME_TAKEN", "code"),
        ({"name": None}, "FIELD_REQUIRED", "name"),
        ({"name": {"xx": "Sale"}}, "FIELD_INVALID", "name"),
        ({"name": {"en": ["Sale"]}}, "FIELD_INVALID", "name.en"),
        ({"name": "x" * 101}, "FIELD_INVALID", "name.en"),
        ({"bpmn": None}, "FIELD_REQUIRED", "bpmn"),
        ({"bpmn": {"a": 1}}, "FIELD_INVALID", "bpmn"),
        ({"bpmn": "<a/>"}, "DIAGRAM_UNREADABLE", "bpmn"),
        ({"bpmn": "\ud800"}, "DIAGRAM_UNREADABLE", "bpmn"),
        ({"bpmn": "x" * 2**21}, "TOO_LARGE", "bpmn"),
        ({"colour": "red"}, "FIELD_UNKNOWN", "colour"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(vera, changes, code, field):
    with refused(code, field):
        make_diagram(vera, **changes)
    assert Version.objects.count() == 2


def test_all_that_is_wrong_with_a_new_process_is_named_in_one_answer(vera):
    with refused("FIELD_REQUIRED", "code", "name.nl", "bpmn"):
        make_diagram(vera, code="", name={"en": "Short", "nl": 7}, bpmn="<a/>")


def test_the_names_of_steps_are_asked_for_as_often_for_many_versions_as_for_few(vera, count_queries):
    row = publish_diagram(vera)
    step_names()
    for drawing in (LONG, SHORT, LONG):
        change(row, vera, bpmn=drawing)
        actions.publish(row.code, by=vera, at=NOON)
    assert count_queries(step_names) == 2
    assert (count_queries(step_names), step_names()["b"]) == (1, "b")


def test_who_may_not_configure_makes_and_changes_nothing(house: House):
    with refused("PERMISSION_DENIED"):
        make_diagram(house.ann)
    for act in (actions.publish, actions.retire, actions.restore):
        with refused("PERMISSION_DENIED"):
            act("standard-sale", by=house.ann, at=NOON)


def test_the_database_keeps_a_single_draft(vera):
    row = make_diagram(vera)
    with pytest.raises(IntegrityError, match="a_process_has_a_single_draft"):
        Version.objects.create(diagram=row, number=2, xml=SHORT, saved_at=NOON)


def test_the_database_keeps_what_was_published_and_lets_a_draft_be_redrawn(vera):
    change(publish_diagram(vera), vera, bpmn=LONG)
    assert Version.objects.filter(diagram__code="short", number=2).update(xml=FAULTY) == 1
    published = Version.objects.filter(diagram__code="short", number=1)
    for act in (
        lambda: published.update(xml=LONG),
        lambda: published.update(published_at=None),
        published.delete,
    ):
        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
            act()
    assert published.get().xml == SHORT
