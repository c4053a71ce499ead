"""Winning, losing and cancelling."""

import pytest

from leadwright.leads import actions
from leadwright.leads.models import Lead, LeadType
from leadwright.people.models import User
from tests.makers import NOON, House, change_rights, fresh, make_lead, make_user, moment, refused

CLOSED = moment("2026-05-20 09:00")


def euros(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "EUR"}


def won(lead: Lead, house: House, **more: object) -> Lead:
    given = {"deal_segment": "office", "deal_value": euros("200.00")} | more
    return actions.win(lead.pk, by=house.ann, at=CLOSED, **given)


def test_a_deal_below_the_minimum_is_refused_and_the_minimum_itself_is_won(house: House) -> None:
    lead = house.qualified()
    with refused("DEAL_VALUE_TOO_LOW", "deal_value"):
        won(lead, house, deal_value=euros("199.99"))
    assert fresh(lead).state == "IN_PROGRESS"
    stored = won(lead, house)
    assert (stored.state, str(stored.deal_value), stored.deal_currency) == ("WON", "200.00", "EUR")
    assert stored.completed_at == CLOSED


def test_a_deal_in_another_currency_is_refused(house: House) -> None:
    with refused("CURRENCY_NOT_ALLOWED", "deal_value"):
        won(house.qualified(), house, deal_value={"amount": "500", "currency": "USD"})


@pytest.mark.parametrize("field", ["deal_segment", "deal_value"])
def test_an_opportunity_needs_its_closing_data(house: House, field: str) -> None:
    with refused("FIELD_REQUIRED", field):
        won(house.qualified(), house, **{field: None})


def test_a_lead_that_is_no_opportunity_is_won_without_deal_data(house: House) -> None:
    lead = make_lead(house.ann)
    assert actions.win(lead.pk, by=house.ann, at=CLOSED).state == "WON"


def test_losing_needs_a_reason_of_the_definition(house: House) -> None:
    lead = house.qualified()
    deal = {"deal_segment": "iws", "deal_value": euros("900")}
    with refused("REASON_REQUIRED", "reason"):
        actions.lose(lead.pk, by=house.ann, at=CLOSED, **deal)
    with refused("FIELD_INVALID", "reason"):
        actions.lose(lead.pk, by=house.ann, at=CLOSED, reason="no-current-project", **deal)
    lost = actions.lose(lead.pk, by=house.ann, at=CLOSED, reason="price", **deal)
    assert (lost.state, lost.lost_reason.code, lost.completed_at) == ("LOST", "price", CLOSED)


def test_a_cancelled_lead_has_no_completion_date_and_no_clock(house: House) -> None:
    lead = actions.cancel(house.queued().pk, by=house.dina, at=CLOSED)
    assert (lead.state, lead.completed_at, lead.cancelled_at, lead.next_due_at) == (
        "CANCELLED",
        None,
        CLOSED,
        None,
    )


def test_only_the_sender_cancels_a_lead_that_waits(house: House) -> None:
    with refused("ACCEPTANCE_PENDING"):
        actions.cancel(house.offered().pk, by=house.ann, at=CLOSED)
    assert actions.cancel(house.offered().pk, by=house.dina, at=CLOSED).state == "CANCELLED"


@pytest.mark.parametrize("verb", [actions.win, actions.cancel, actions.start])
def test_a_final_lead_never_moves(house: House, verb) -> None:
    lead = won(house.qualified(), house)
    with refused("STATE_NOT_ALLOWED"):
        verb(lead.pk, by=house.ann, at=CLOSED)


def test_a_sender_does_not_work_what_was_handed_over(house: House) -> None:
    lead = house.accepted()
    with refused("PERMISSION_DENIED"):
        actions.cancel(lead.pk, by=house.dina, at=NOON)


@pytest.mark.parametrize("field", ["deal_segment", "deal_value"])
def test_a_lead_that_another_company_sent_is_won_with_its_deal(house: House, field: str) -> None:
    lead = house.accepted()
    with refused("FIELD_REQUIRED", field):
        won(lead, house, **{field: None})
    with refused("DEAL_VALUE_TOO_LOW", "deal_value"):
        won(lead, house, deal_value=euros("199.99"))
    assert won(lead, house).state == "WON"


def test_who_may_not_know_deals_wins_no_lead_that_was_sent(house: House) -> None:
    lead = house.accepted()
    change_rights(house.ann, lead_see_deal="none")
    with refused("PERMISSION_DENIED"):
        actions.win(lead.pk, by=User.objects.get(pk=house.ann.pk), at=CLOSED)


def test_a_lead_that_was_sent_within_the_company_is_won_without_deal_data(house: House) -> None:
    lead = make_lead(house.dina)
    desk = house.dina.unit
    mia = make_user("mia", unit=desk)
    actions.offer(lead.pk, by=house.dina, at=NOON, unit=desk.pk)
    actions.accept(lead.pk, by=mia, at=NOON)
    assert actions.win(lead.pk, by=mia, at=CLOSED).state == "WON"


def test_a_lead_that_is_no_opportunity_is_lost_with_its_reason_alone(house: House) -> None:
    assert actions.lose(house.accepted().pk, by=house.ann, at=CLOSED, reason="price").state == "LOST"


def test_a_type_can_do_without_the_deal_of_what_is_lost(house: House) -> None:
    lead = house.qualified()
    with refused("FIELD_REQUIRED", "deal_segment", "deal_value"):
        actions.lose(lead.pk, by=house.ann, at=CLOSED, reason="price")
    LeadType.objects.update(closing_data_when_lost=False)
    small = actions.lose(lead.pk, by=house.ann, at=CLOSED, reason="price", deal_value=euros("12.00"))
    assert (small.state, str(small.deal_value)) == ("LOST", "12.00")
