"""Several answers to one offer at the same moment: one counts, and the others are told who was first."""

import pytest
import requests

from leadwright.foundation.clock import now
from leadwright.history.models import Entry
from leadwright.leads.models import Lead, Offer
from leadwright.messages.models import Message
from tests.makers import House, fresh, make_user
from tests.races.serving import Visitor, at_once

pytestmark = pytest.mark.usefixtures("committed")
EIGHT = 8


@pytest.fixture
def house(committed: None) -> House:
    """Return a vendor and its partners, committed."""
    return House()


def offer(house: House) -> Lead:
    return house.offered(at=now())


def entries(lead: Lead, *facts: str) -> int:
    return Entry.objects.about("lead", lead.pk).filter(fact__in=facts).count()


@pytest.mark.asvs("2.3.4")
def test_of_eight_who_accept_at_once_on_the_page_one_wins(address: str, house: House, rounds: int) -> None:
    people = [make_user(f"agent{n}", unit=(house.u1, house.u2)[n % 2]) for n in range(EIGHT)]
    visitors = [Visitor(address, person) for person in people]
    for _ in range(rounds):
        lead = offer(house)
        answers = at_once([lambda v=v, number=lead.pk: v.press(f"/leads/{number}/accept/") for v in visitors])
        statuses = sorted(answer.status_code for answer in answers)
        assert statuses == [303] + [409] * (EIGHT - 1), statuses
        winner = fresh(lead).owner
        assert winner is not None
        losers = [answer.text for answer in answers if answer.status_code == 409]
        assert all(winner.name in text for text in losers)
        assert entries(lead, "lead.accepted") == 1
        assert Message.objects.filter(kind="lead_accepted", subject_id=lead.pk).count() == 1


@pytest.mark.asvs("2.3.1")
@pytest.mark.parametrize("other", ["reject", "withdraw", "offer"])
def test_an_acceptance_and_another_answer_at_once_end_as_one(
    address: str, house: House, rounds: int, other: str
) -> None:
    ann, bob, dina = (Visitor(address, user) for user in (house.ann, house.bob, house.dina))
    rival = bob if other == "reject" else dina
    body = {"organisation": house.south.pk} if other == "offer" else {}
    for _ in range(rounds):
        lead = offer(house)
        taken, answered = at_once(
            [
                lambda number=lead.pk: ann.call(f"/leads/{number}/accept"),
                lambda number=lead.pk: rival.call(f"/leads/{number}/{other}", body),
            ]
        )
        won = (taken.status_code == 200, answered.status_code == 200)
        assert sum(won) == 1, (taken.status_code, answered.status_code, answered.text)
        assert entries(lead, "lead.accepted", "lead.rejected", "lead.withdrawn") == (
            1 if other != "offer" or won[0] else 0
        )
        if won[0]:
            assert house.ann.name in answered.json()["detail"], answered.text
        else:
            assert taken.status_code == 404
        assert Offer.objects.filter(lead=lead, answer="").count() <= 1


def test_two_editors_at_once_lose_no_update(address: str, house: House, rounds: int) -> None:
    ann, bob = Visitor(address, house.ann), Visitor(address, house.bob)
    lead = house.accepted(at=now())
    for turn in range(rounds):
        tag = f'"{fresh(lead).version}"'
        answers = at_once([lambda v=v, turn=turn, tag=tag: _edit(v, lead, turn, tag) for v in (ann, bob)])
        assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert entries(lead, "lead.edited") == rounds


def _edit(visitor: Visitor, lead: Lead, turn: int, tag: str):
    return requests.patch(
        f"{visitor.address}/api/v1/leads/{lead.pk}",
        json={"description": f"turn {turn} by {visitor.user.name}"},
        headers={"Authorization": f"Bearer {visitor.token}", "If-Match": tag},
        timeout=60,
    )


def test_the_same_request_sent_eight_times_at_once_makes_one_lead(
    address: str, house: House, rounds: int
) -> None:
    dina = Visitor(address, house.dina)
    body = {
        "type": "partner-lead",
        "description": "once",
        "contact": {"name": "Acme", "kind": "company", "email": "info@acme.example"},
    }
    for turn in range(max(rounds // 4, 1)):
        headers = {"Authorization": f"Bearer {dina.token}", "Idempotency-Key": f"turn-{turn}"}
        answers = at_once(
            [
                lambda headers=headers: requests.post(
                    f"{address}/api/v1/leads", json=body, headers=headers, timeout=60
                )
                for _ in range(EIGHT)
            ]
        )
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["number"] for answer in answers}) == 1
        assert Lead.objects.count() == turn + 1
