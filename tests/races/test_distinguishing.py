"""Two people decide at once about one contact and the blocked one that it equals: it is decided once."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client

from leadwright.contacts.models import Contact, Distinction
from leadwright.foundation.clock import now
from leadwright.history.models import Entry
from leadwright.people.models import User
from tests.makers import House, make_contact, token_of
from tests.races.serving import at_once

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def house(committed: None) -> House:
    """Return a vendor and its partners, committed."""
    return House()


@pytest.fixture
def ask(house: House) -> Callable[..., Any]:
    """Return how somebody asks the API for something about a contact and another one; it gives the answer."""
    tokens = {user.pk: token_of(user) for user in (house.ann, house.bob)}

    def sent(act: str, contact: Contact, other: Contact, *, by: User) -> Any:
        headers = {"Authorization": f"Bearer {tokens[by.pk]}"}
        address, body = f"/api/v1/contacts/{contact.pk}/{act}", {"other": other.pk}
        return Client().post(address, body, content_type="application/json", headers=headers)

    return sent


def pair(house: House, turn: int) -> tuple[Contact, Contact]:
    """Return a blocked contact and one that has its address."""
    email = f"info@bad{turn}.example"
    blocked = make_contact(house.ann, at=now(), name=f"Bad {turn}", email=email, blocked=True)
    return blocked, make_contact(house.ann, at=now(), name=f"Other {turn}", email=email)


def facts(contact: Contact) -> list[str]:
    wanted = ("contact.distinguished", "contact.merged")
    rows = Entry.objects.about("contact", contact.pk).filter(fact__in=wanted)
    return list(rows.order_by("pk").values_list("fact", flat=True))


def distinctions(*both: Contact) -> int:
    return Distinction.objects.filter(first__in=both, second__in=both).count()


def test_two_who_decide_the_same_at_once_decide_it_once(house: House, rounds: int, ask) -> None:
    for turn in range(rounds):
        blocked, contact = pair(house, turn)
        people = (house.ann, house.bob)
        answers = at_once([partial(ask, "distinguish", contact, blocked, by=user) for user in people])
        assert [(row.status_code, row.json()["equals_blocked"]) for row in answers] == [(200, [])] * 2
        assert distinctions(blocked, contact) == 1
        assert facts(contact) == ["contact.distinguished"]
        assert facts(blocked) == []


@pytest.mark.parametrize("stays", ["blocked", "contact"])
def test_one_decides_while_another_makes_the_two_one(house: House, rounds: int, ask, stays: str) -> None:
    for turn in range(rounds):
        blocked, contact = pair(house, turn)
        survivor, other = (blocked, contact) if stays == "blocked" else (contact, blocked)
        decided, merged = at_once(
            [
                partial(ask, "distinguish", contact, blocked, by=house.ann),
                partial(ask, "merge", survivor, other, by=house.bob),
            ]
        )
        assert merged.status_code == 200
        assert decided.status_code in (200, 404, 422)
        was_decided = decided.status_code == 200
        assert distinctions(blocked, contact) == was_decided
        expected = ["contact.distinguished"] * was_decided
        history = [*facts(contact), *facts(blocked)]
        assert sorted(history) == [*expected, "contact.merged"]
        assert Contact.objects.get(pk=survivor.pk).is_blocked
