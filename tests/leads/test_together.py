"""One act on several leads: each is done or refused for itself."""

import pytest

from leadwright.history.models import Entry
from leadwright.leads.actions.together import MOST, NAMES, Picked, together
from leadwright.leads.lifecycle import Verb
from leadwright.leads.models import Lead
from tests.makers import NOON, fresh, make_lead, refused


def picked(*leads: Lead) -> list[Picked]:
    return [Picked(number=lead.pk, version=lead.version) for lead in leads]


def test_those_that_can_be_done_are_done_and_the_others_say_why(house):
    mine, waiting, foreign = make_lead(house.ann), house.offered(), make_lead(house.cas)
    answers = together("start", picked(foreign, waiting, mine), {}, by=house.ann, at=NOON)
    data = {answer.number: answer.refusal and answer.refusal.code for answer in answers}
    assert data == {mine.pk: None, waiting.pk: "ACCEPTANCE_PENDING", foreign.pk: "NOT_FOUND"}
    assert [fresh(lead).state for lead in (mine, waiting, foreign)] == ["IN_PROGRESS", "PENDING", "PENDING"]
    assert Entry.objects.filter(fact="lead.started").count() == 1


def test_several_leads_get_another_owner(house):
    leads = [make_lead(house.ann) for _value in range(3)]
    together("assign", picked(*leads), {"owner": house.bob.email}, by=house.adm, at=NOON)
    assert {fresh(lead).owner for lead in leads} == {house.bob}


def test_a_lead_that_changed_meanwhile_is_not_edited_or_deleted(house):
    kept, changed = make_lead(house.ann), make_lead(house.ann)
    seen = picked(kept, changed)
    together("edit", picked(changed), {"priority": 9}, by=house.ann, at=NOON)
    for verb, data in (("edit", {"priority": 2}), ("delete", {})):
        answers = {row.number: row for row in together(verb, seen[1:], data, by=house.ann, at=NOON)}
        assert answers[changed.pk].refusal.code == "VERSION_STALE"
    assert [row.refusal for row in together("delete", seen[:1], {}, by=house.ann, at=NOON)] == [None]
    assert fresh(changed).priority == 9


def test_a_lead_that_is_picked_twice_is_done_once(house):
    lead = make_lead(house.ann)
    assert len(together("cancel", picked(lead, lead), {}, by=house.ann, at=NOON)) == 1


@pytest.mark.parametrize(("verb", "number", "field"), [("dance", 1, "verb"), ("start", 101, "leads")])
def test_a_strange_verb_and_too_many_leads_are_refused_as_a_whole(house, verb, number, field):
    many = [Picked(number=row) for row in range(1, number + 1)]
    with refused("FIELD_INVALID", field):
        together(verb, many, {}, by=house.ann, at=NOON)
    with refused("FIELD_REQUIRED", "leads"):
        together("start", [], {}, by=house.ann, at=NOON)
    assert MOST == 100


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("start", {"by": 1}),
        ("edit", {"priority": 9, "at": 1}),
        ("delete", {"reason": "x"}),
        ("win", {"number": 2}),
    ],
)
def test_what_no_lead_could_do_is_refused_before_the_first_is_changed(house, verb, data):
    lead = make_lead(house.ann)
    (strange,) = data.keys() - {"priority"}
    with refused("FIELD_UNKNOWN", f"data.{strange}"):
        together(verb, picked(lead), data, by=house.ann, at=NOON)
    assert fresh(lead).version == lead.version


def test_each_verb_that_says_nothing_of_one_lead_alone_can_be_done_with_several():
    alone = {"extend", "convert", "note", "schedule", "post", "postpone", "attach"}
    assert set(NAMES) == set(map(str, Verb)) - alone
