"""What belongs to a part that is switched off is refused, whichever way it is asked for."""

from collections.abc import Callable
from typing import Any

import pytest

from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.lifecycle import Verb, allowed_actions, allowed_to_each
from leadwright.leads.models import Lead, SwitchedOff
from leadwright.leads.states import Feature
from leadwright.people.models import User
from tests.leads.recording import a_competitor, a_product
from tests.makers import NOON, House, make_lead, refused

Act = Callable[[Lead, User], Any]
ACTS: list[tuple[str, Act]] = [
    ("products", lambda lead, by: actions.add_product(lead.pk, {"product": "printer"}, by=by, at=NOON)),
    ("products", lambda lead, by: actions.change_product(lead.pk, 1, {"notes": "two"}, by=by, at=NOON)),
    ("products", lambda lead, by: actions.remove_product(lead.pk, 1, by=by, at=NOON)),
    ("competitors", lambda lead, by: actions.add_competitor(lead.pk, "rival", by=by, at=NOON)),
    ("competitors", lambda lead, by: actions.remove_competitor(lead.pk, "rival", by=by, at=NOON)),
    ("team", lambda lead, by: actions.add_member(lead.pk, by.email, by=by, at=NOON)),
    ("team", lambda lead, by: actions.remove_member(lead.pk, by.pk, by=by, at=NOON)),
    ("notes", lambda lead, by: actions.write_note(lead.pk, {"text": "called"}, by=by, at=NOON)),
    ("conversion", lambda lead, by: actions.convert(lead.pk, by=by, at=NOON)),
]


@pytest.mark.parametrize(("part", "act"), ACTS)
def test_a_verb_of_a_part_that_is_switched_off_is_refused(house: House, part: str, act: Act) -> None:
    lead = make_lead(house.ann)
    a_product()
    a_competitor()
    SwitchedOff.objects.create(feature=part)
    entries = Entry.objects.count()
    with refused("FEATURE_OFF"):
        act(lead, house.ann)
    assert Entry.objects.count() == entries


def test_a_part_that_is_switched_off_shows_in_the_possible_actions(house: House) -> None:
    lead = make_lead(house.ann)
    assert {action.action: action.allowed for action in allowed_actions(lead, house.ann)}[Verb.NOTE]
    SwitchedOff.objects.bulk_create(SwitchedOff(feature=feature) for feature in Feature)
    codes = {action.action: action.code for action in allowed_actions(lead, house.ann)}
    assert [verb for verb, code in codes.items() if code == "FEATURE_OFF"] == [Verb.CONVERT, Verb.NOTE]


def test_a_closed_lead_still_takes_notes_but_only_from_who_may_edit_it(house: House) -> None:
    lead = actions.cancel(make_lead(house.ann).pk, by=house.ann, at=NOON)
    data = allowed_to_each(lead, [house.ann, house.nina])
    codes = {pk: {state.action: state.code for state in states}[Verb.NOTE] for pk, states in data.items()}
    assert codes == {house.ann.pk: "", house.nina.pk: "PERMISSION_DENIED"}
