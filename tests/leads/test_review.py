"""What is nurtured is looked at again: a clock of its own, and who hears when it runs out."""

import pytest

from leadwright.clocks.models import Clock
from leadwright.clocks.sweep import sweep
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.models import Lead, LeadType
from leadwright.messages.models import Message
from tests.makers import House, fresh, make_lead, make_user, moment, qualify, refused

MONDAY = moment("2026-03-09 14:00")
DUE = moment("2026-06-07 23:59:59")


def running(lead: Lead) -> dict[str, Clock]:
    return {clock.kind: clock for clock in Clock.objects.running().about("lead", [lead.pk])}


def notices() -> list[str]:
    return sorted(Message.objects.filter(kind="review_due").values_list("address", flat=True))


def test_nurture_is_looked_at_again_after_the_days_of_its_type(house: House) -> None:
    lead = house.qualified("nurture", at=MONDAY)
    assert {kind: clock.due_at for kind, clock in running(lead).items()} == {"review": DUE}
    assert (fresh(lead).next_due_kind, fresh(lead).next_due_at) == ("review", DUE)


def test_the_days_of_a_type_and_of_a_lead_differ(house: House) -> None:
    LeadType.objects.update(review_days=10)
    assert running(house.qualified("nurture", at=MONDAY))["review"].due_at == moment("2026-03-19 23:59:59")
    lead = house.qualified("nurture", at=MONDAY, review_days=2)
    assert running(lead)["review"].due_at == moment("2026-03-11 23:59:59")
    assert Entry.objects.filter(fact="lead.qualified").latest("pk").details["review_days"] == 2


@pytest.mark.parametrize("days", [0, -1, 3651, "soon", 1.5])
def test_days_that_are_none_are_refused(house: House, days: object) -> None:
    lead = house.accepted(at=MONDAY)
    with refused("FIELD_INVALID", "review_days"):
        qualify(lead, "nurture", by=house.ann, at=MONDAY, review_days=days)
    assert fresh(lead).qualification == "NONE"


def test_the_owner_and_the_distributors_of_the_sender_hear_of_it_once(house: House) -> None:
    other = make_user("dirk", unit=house.dina.unit, profile="lead-distributor")
    lead = house.qualified("nurture", at=MONDAY)
    sweep(at=DUE)
    assert notices() == []
    for day in ("2026-06-08 00:00", "2026-06-09 00:00", "2026-09-09 00:00"):
        sweep(at=moment(day))
    assert notices() == sorted([house.ann.email, house.dina.email, other.email])
    assert not Message.objects.filter(kind__in=("lead_update", "opportunity_update")).exists()
    assert lead.pk in Lead.objects.all().overdue(moment("2026-06-08 00:00")).values_list("pk", flat=True)


def test_of_an_own_lead_its_owner_alone_hears(house: House) -> None:
    lead = make_lead(house.ann, at=MONDAY)
    qualify(lead, "nurture", by=house.ann, at=MONDAY)
    sweep(at=moment("2026-06-08 00:00"))
    assert notices() == [house.ann.email]


@pytest.mark.parametrize("outcome", ["opportunity", "invalid"])
def test_qualifying_again_ends_it(house: House, outcome: str) -> None:
    lead = house.qualified("nurture", at=MONDAY)
    qualify(lead, outcome, by=house.ann, at=MONDAY, reason="no-current-project")
    assert "review" not in running(lead)


def test_nurturing_again_starts_it_anew(house: House) -> None:
    lead = house.qualified("nurture", at=MONDAY)
    qualify(lead, "nurture", by=house.ann, at=DUE)
    assert running(lead)["review"].due_at == moment("2026-09-05 23:59:59")


def test_closing_ends_it(house: House) -> None:
    lead = house.qualified("nurture", at=MONDAY)
    actions.lose(lead.pk, by=house.ann, at=DUE, reason="price")
    assert running(lead) == {}
    assert sweep(at=moment("2026-06-08 00:00")) == 0


def test_while_it_runs_the_clock_of_completion_rests(house: House) -> None:
    lead = house.qualified("nurture", at=MONDAY)
    data = {"expected_completion_at": moment("2026-04-01 12:00")}
    actions.edit(lead.pk, data, by=house.ann, at=MONDAY, version=fresh(lead).version)
    assert running(lead).keys() == {"review"}
    qualify(lead, "opportunity", by=house.ann, at=MONDAY)
    assert running(lead).keys() == {"update", "complete"}
