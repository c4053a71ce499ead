"""What is sent of a new lead is read once, to the same draft whether a page or a program sent it."""

from dataclasses import FrozenInstanceError

import pytest

from leadwright.leads.actions.drafting import draft_of
from tests.makers import NOON, make_contact, refused


def sent_by_page_and_by_program(house) -> tuple[dict, dict]:
    contact = make_contact(house.ann).pk
    plain = {"type": "partner-lead", "description": "wants printers", "source": "website"}
    page = plain | {
        "contact": {"id": str(contact)},
        "unit": str(house.u1.pk),
        "success_rate": "40",
        "owner": "",
    }
    return page, plain | {"contact": contact, "unit": house.u1.pk, "success_rate": 40}


def test_a_page_and_a_program_give_the_same_draft(house):
    page, program = (draft_of(data, by=house.ann, at=NOON) for data in sent_by_page_and_by_program(house))
    assert page == program
    assert (page.home, page.is_known_contact, page.columns["success_rate"]) == (house.u1, True, 40)


def test_a_draft_does_not_change_once_it_is_read(house):
    _page, data = sent_by_page_and_by_program(house)
    draft = draft_of(data, by=house.ann, at=NOON)
    with pytest.raises(FrozenInstanceError):
        draft.comment = "something else"


def test_all_faults_of_a_draft_are_named_together(house):
    with refused("FIELD_REQUIRED", "type", "contact", "success_rate", "parties"):
        draft_of({"success_rate": 101, "parties": "x", "unit": house.u1.pk}, by=house.ann, at=NOON)
