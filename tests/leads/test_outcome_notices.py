"""The sender hears of every outcome, and each person chooses of which."""

import pytest

from leadwright.leads import actions
from leadwright.leads.models import Lead
from leadwright.leads.notices import OUTCOMES
from leadwright.messages.models import Message
from leadwright.people.actions.preferences import choose_notices
from tests.makers import NOON, House, change_rights, make_lead, make_user, qualify, refused

DEAL = {"deal_segment": "office", "deal_value": {"amount": "900"}}


def won(lead: Lead, house: House) -> None:
    actions.win(lead.pk, by=house.ann, at=NOON, **DEAL)


def lost(lead: Lead, house: House) -> None:
    actions.lose(lead.pk, by=house.ann, at=NOON, reason="price", reason_text="too dear by half")


def cancelled(lead: Lead, house: House) -> None:
    actions.cancel(lead.pk, by=house.ann, at=NOON)


def nurtured(lead: Lead, house: House) -> None:
    qualify(lead, "nurture", by=house.ann)


def invalid(lead: Lead, house: House) -> None:
    qualify(lead, "invalid", by=house.ann, reason="other", reason_text="moved away")


ENDS = {
    "lead_won": (won, "€900"),
    "lead_lost": (lost, "too dear by half"),
    "lead_cancelled": (cancelled, "cancelled"),
    "lead_nurtured": (nurtured, "31 May 2026"),
    "lead_invalid": (invalid, "moved away"),
}


@pytest.mark.parametrize("kind", ENDS)
def test_the_sender_hears_once_how_it_ended_and_why(house: House, kind: str) -> None:
    end, words = ENDS[kind]
    end(house.accepted(), house)
    mail = Message.objects.get(kind=kind)
    assert mail.address == house.dina.email
    assert words in mail.text
    assert "Partner P" in mail.text


@pytest.mark.parametrize("kind", ENDS)
def test_of_an_own_lead_nobody_is_told(house: House, kind: str) -> None:
    ENDS[kind][0](make_lead(house.ann), house)
    assert not Message.objects.filter(kind=kind).exists()


def test_who_did_it_is_not_told(house: House) -> None:
    actions.cancel(house.offered().pk, by=house.dina, at=NOON)
    assert not Message.objects.filter(kind="lead_cancelled").exists()


def test_for_a_sender_who_has_left_the_other_distributors_hear(house: House) -> None:
    lead, dirk = house.accepted(), make_user("dirk", unit=house.dina.unit, profile="lead-distributor")
    house.dina.is_active = False
    house.dina.save()
    won(lead, house)
    assert Message.objects.get(kind="lead_won").address == dirk.email


def test_who_may_know_no_deals_hears_of_none(house: House) -> None:
    change_rights(house.dina, lead_see_deal="none")
    won(house.accepted(), house)
    assert "900" not in Message.objects.get(kind="lead_won").text


@pytest.mark.parametrize("kind", [*ENDS, "lead_accepted", "lead_rejected"])
def test_each_kind_can_be_switched_off_and_on_again(house: House, kind: str) -> None:
    choose_notices(house.dina, [other for other in OUTCOMES if other != kind], at=NOON)
    _each_outcome(house)
    assert set(Message.objects.filter(kind__in=OUTCOMES).values_list("kind", flat=True)) == {*OUTCOMES} - {
        kind
    }
    choose_notices(house.dina, OUTCOMES, at=NOON)
    _each_outcome(house)
    assert Message.objects.filter(kind=kind).exists()


def test_a_kind_that_is_none_is_refused(house: House) -> None:
    with refused("FIELD_INVALID", "notices"):
        choose_notices(house.dina, ["new_lead"], at=NOON)


def _each_outcome(house: House) -> None:
    for end, _words in ENDS.values():
        end(house.accepted(), house)
    actions.reject(house.offered().pk, by=house.ann, at=NOON)
