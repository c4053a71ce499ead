"""Nobody hides a contact from himself by its access group without having been asked."""

import pytest

from leadwright.contacts import actions as contacts
from leadwright.contacts.models import Contact
from leadwright.people.models import Group
from tests.makers import NOON, House, make_contact, make_group, refused


@pytest.fixture
def foreign(house: House) -> Group:
    """Return a group of Ann's company that she does not work with."""
    return make_group(house.partner, "Elsewhere")


def test_a_contact_is_not_hidden_from_whoever_enters_it_without_asking(house: House, foreign: Group) -> None:
    with refused("CONFIRM_HIDDEN_REQUIRED", "access_group"):
        make_contact(house.ann, access_group=foreign.pk)
    assert not Contact.objects.exists()
    contact = make_contact(house.ann, access_group=foreign.pk, confirm_hidden=True)
    assert not Contact.objects.within_reach(house.ann, "contact.view").exists()
    assert contact.access_group == foreign


def test_a_change_asks_as_well(house: House, foreign: Group) -> None:
    contact = make_contact(house.ann)
    change = {"by": house.ann, "at": NOON, "version": 1, "access_group": foreign.pk}
    with refused("CONFIRM_HIDDEN_REQUIRED", "access_group"):
        contacts.edit(contact.pk, **change)
    assert contacts.edit(contact.pk, confirm_hidden=True, **change).access_group == foreign


def test_the_own_group_asks_nothing(house: House) -> None:
    contact = make_contact(house.ann, access_group=house.group.pk)
    assert contacts.edit(contact.pk, by=house.ann, at=NOON, version=1, city="Gent").city == "Gent"


@pytest.mark.parametrize("answer", [1, "true", []])
def test_the_answer_is_true_or_false(house: House, foreign: Group, answer: object) -> None:
    with refused("FIELD_INVALID", "confirm_hidden"):
        make_contact(house.ann, access_group=foreign.pk, confirm_hidden=answer)
