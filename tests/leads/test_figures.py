"""Key figures are added up while leads change: always what somebody would count, for whoever looks and whenever."""

from datetime import timedelta
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection, transaction

from leadwright.leads import actions
from leadwright.leads.figure_totals import add_up, differences, forget_ends, repair
from leadwright.leads.figures import Figures, figures
from leadwright.leads.models import FigureChange, FigureTotal, Lead, Status
from leadwright.people.models import User
from tests.leads.counting import counted
from tests.makers import (
    NOON,
    House,
    change_rights,
    fresh,
    make_group,
    make_lead,
    make_unit,
    make_user,
    moment,
)
from tests.races.serving import at_once

DAY = timedelta(days=1)
OF = {"quarter": moment("2026-01-01 00:00"), "currency": "EUR"}
REACHES = ("none", "own", "team", "unit", "group", "organisation", "sent")


class FullHouse(House):
    """A house with leads of all kinds, some beside the place of who works on them."""

    def _made(self) -> dict[str, Any]:
        super()._made()
        self.queued(), self.offered(), self.offered(unit=self.u2), self.accepted()
        self.qualified("nurture")
        priced(self, "1200", "EUR")
        lost = self.qualified("nurture", at=NOON - 40 * DAY)
        actions.lose(lost.pk, by=self.ann, at=NOON, reason="price")
        make_lead(self.cas), make_lead(self.adm), make_lead(self.bob)
        beside = make_lead(self.ann)
        elsewhere = make_unit()
        Lead.objects.filter(pk=beside.pk).update(unit=elsewhere, group=elsewhere.group)
        lent = make_lead(self.ann)
        Lead.objects.filter(pk=lent.pk).update(group=make_group(self.partner))
        helped = make_lead(self.bob)
        Lead.objects.filter(pk=helped.pk).update(team=[self.ann.pk])
        return vars(self)


@pytest.fixture
def full(db) -> FullHouse:
    """Return the house with all those leads."""
    return FullHouse()


def priced(house: House, amount: str, currency: str) -> None:
    """Make an opportunity with an amount."""
    lead = fresh(house.qualified())
    data = {"target_amount": {"amount": amount, "currency": currency}, "success_rate": 50}
    actions.edit(lead.pk, data, by=house.ann, at=NOON, version=lead.version)


def fresh_user(user: User) -> User:
    """Return a user as a request would read him."""
    result: User = User.objects.get(pk=user.pk)
    return result


def both(user: User, at=NOON) -> tuple[Figures, Figures]:
    """Return what is added up for a user, and what he would count himself."""
    return figures(user, at=at, **OF), counted(user, at=at, **OF)


@pytest.mark.parametrize("reach", REACHES)
@pytest.mark.parametrize("name", ["ann", "bob", "adm", "dina", "cas"])
def test_of_each_reach_what_is_added_up_is_what_is_counted(full, name, reach):
    change_rights(getattr(full, name), lead_view=reach)
    added, by_hand = both(fresh_user(getattr(full, name)))
    assert added == by_hand
    add_up()
    assert both(fresh_user(getattr(full, name))) == (added, by_hand)


@pytest.mark.parametrize("inside", ["own", "unit", "group", "organisation"])
def test_a_lead_that_two_reaches_see_counts_once(full, inside):
    user = make_user(unit=full.dina.unit, profile="portal-writer lead-distributor")
    change_rights(user, lead_view=inside)
    make_lead(user, owner=user.email)
    added, by_hand = both(fresh_user(user))
    assert added == by_hand
    assert added.to_accept > 0


@pytest.mark.parametrize(
    "at", ["2026-03-02 12:00", "2026-03-05 00:59", "2026-03-05 12:00", "2026-03-12 01:00", "2026-06-03 00:30"]
)
def test_what_is_late_is_exact_at_every_moment(full, at):
    dues = Lead.objects.filter(state="IN_PROGRESS").values_list("pk", flat=True)
    for place, number in enumerate(dues):
        due = moment(at) + (place - 1) * timedelta(minutes=40)
        Lead.objects.filter(pk=number).update(next_due_at=due, expected_completion_at=due)
    for user in (full.ann, full.dina, full.adm):
        for minutes in (0, 1, 39, 41, 81):
            added, by_hand = both(user, moment(at) + timedelta(minutes=minutes))
            assert added == by_hand


@pytest.mark.parametrize("edge", [OF["quarter"], NOON - 90 * DAY])
def test_what_ended_counts_from_the_very_moment_on(house, edge):
    began, status = edge - 30 * DAY, Status.objects.get(code="closed-won")
    for place, lead in enumerate([make_lead(house.adm, at=began) for _ in range(5)]):
        ended = edge + (place - 2) * timedelta(minutes=50)
        Lead.objects.filter(pk=lead.pk).update(
            state="WON",
            status=status,
            completed_at=ended,
            next_due_at=None,
            deal_value=900,
            deal_currency="EUR",
        )
    added, by_hand = both(house.adm)
    assert added == by_hand
    assert 3 in (added.won, added.decided)


def test_sums_of_one_currency_leave_out_what_is_in_another(full):
    priced(full, "5", "USD")
    data = figures(full.ann, at=NOON, **OF)
    assert (data.opportunities, data.priced, data.amount) == (2, 1, 1200)
    assert figures(full.ann, at=NOON, **OF | {"currency": "USD"}).amount == 5


def test_the_worker_leaves_no_change_and_no_total_of_nothing(full):
    assert FigureChange.objects.exists()
    Lead.objects.update(deleted_at=NOON)
    assert add_up() > 0
    assert not FigureChange.objects.exists()
    assert not FigureTotal.objects.exists()
    assert differences(at=NOON) == 0


def test_totals_that_are_wrong_are_found_and_put_right(full):
    add_up()
    FigureTotal.objects.filter(measure="clock").delete()
    FigureTotal.objects.filter(measure="waiting").update(number=7)
    assert differences(at=NOON) > 0
    assert repair(at=NOON) > 0
    assert differences(at=NOON) == repair(at=NOON) == 0
    assert figures(full.ann, at=NOON, **OF) == counted(full.ann, at=NOON, **OF)


def test_ends_of_long_ago_are_forgotten_and_no_mistake(full):
    Lead.objects.filter(state="LOST").update(completed_at=NOON - 200 * DAY)
    add_up()
    forget_ends(at=NOON)
    assert not FigureTotal.objects.filter(measure__in=["lost", "days"]).exists()
    assert differences(at=NOON) == 0
    assert figures(full.ann, at=NOON, **OF) == counted(full.ann, at=NOON, **OF)


@pytest.mark.usefixtures("committed")
def test_nobody_waits_for_the_worker_and_nothing_is_added_twice():
    house = House()
    leads = [house.queued() for _ in range(6)]
    offers = [
        lambda lead=lead: actions.offer(lead.pk, by=house.dina, at=NOON, unit=house.u1.pk) for lead in leads
    ]
    at_once([*offers, add_up, add_up, lambda: repair(at=NOON)])
    assert figures(house.ann, at=NOON, **OF) == counted(house.ann, at=NOON, **OF)
    add_up()
    assert differences(at=NOON) == 0


@pytest.mark.usefixtures("committed")
def test_a_change_that_is_not_committed_is_added_once_it_is():
    house, wrote, may_end = House(), Event(), Event()
    lead = house.queued()

    def offer() -> None:
        with transaction.atomic():
            actions.offer(lead.pk, by=house.dina, at=NOON, unit=house.u1.pk)
            wrote.set()
            assert may_end.wait(10)
        connection.close()

    writer = Thread(target=offer)
    writer.start()
    assert wrote.wait(10)
    add_up()
    assert figures(house.ann, at=NOON, **OF).to_accept == 0
    may_end.set()
    writer.join()
    assert figures(house.ann, at=NOON, **OF).to_accept == 1
