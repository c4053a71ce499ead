"""Qualifying within seven days, and the mails that remind of it."""

import pytest

from leadwright.clocks.models import Clock
from leadwright.clocks.sweep import sweep
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.actions.together import Picked, together
from leadwright.leads.lifecycle import allowed_actions
from leadwright.leads.models import Lead, LeadType, OutcomeReason
from leadwright.messages.models import Message
from tests.makers import House, fresh, moment, qualify, refused

MONDAY = moment("2026-03-09 14:00")


def reminders(kind: str) -> int:
    return Message.objects.filter(kind=kind).count()


def test_qualification_is_due_at_the_end_of_the_seventh_day(house: House) -> None:
    lead = house.accepted(at=MONDAY)
    clock = Clock.objects.running().about("lead", [lead.pk]).get(kind="qualify")
    assert clock.due_at == moment("2026-03-16 23:59:59")


@pytest.mark.parametrize("field", ["owner", "contact", "description"])
def test_a_mandatory_field_that_is_empty_is_named_and_nothing_is_saved(house: House, field: str) -> None:
    lead = house.accepted()
    with refused("FIELD_REQUIRED", field):
        qualify(lead, "opportunity", by=house.ann, **{field: ""})
    assert fresh(lead).version == lead.version


def test_an_opportunity_is_in_progress_and_writes_one_entry(house: House) -> None:
    lead = house.qualified()
    assert (lead.state, lead.status.code, lead.is_opportunity) == (
        "IN_PROGRESS",
        "working-with-customer",
        True,
    )
    entry = Entry.objects.get(fact="lead.qualified")
    assert (entry.details["from_status"], entry.details["to_status"]) == ("new", "working-with-customer")


def test_an_invalid_lead_needs_its_reason(house: House) -> None:
    lead = house.accepted()
    with refused("REASON_REQUIRED", "reason"):
        qualify(lead, "invalid", by=house.ann)
    with refused("FIELD_REQUIRED", "reason_text"):
        qualify(lead, "invalid", by=house.ann, reason="other", reason_text="")
    lost = qualify(lead, "invalid", by=house.ann, reason="no-current-project")
    assert (lost.state, lost.lost_reason.code, lost.next_due_at) == ("LOST", "no-current-project", None)


def test_exactly_five_reasons_are_offered_for_an_invalid_lead(house: House) -> None:
    codes = set(OutcomeReason.objects.filter(kind="qualification").values_list("code", flat=True))
    assert codes == {
        "already-bought-brand",
        "already-bought-competitor",
        "no-current-project",
        "bad-data",
        "other",
    }


def test_until_it_is_qualified_the_owner_is_reminded_on_the_due_day_and_weekly(house: House) -> None:
    house.accepted(at=MONDAY)
    for day in ("2026-03-15 14:00", "2026-03-16 14:00", "2026-03-16 15:00", "2026-03-23 14:00"):
        sweep(moment(day))
    assert reminders("lead_update") == 2


@pytest.mark.parametrize(("outcome", "more"), [("nurture", {}), ("invalid", {"reason": "bad-data"})])
def test_the_mails_stop_after_nurture_and_invalid(house: House, outcome: str, more: dict[str, str]) -> None:
    lead = house.accepted(at=MONDAY)
    qualify(lead, outcome, by=house.ann, at=moment("2026-03-12 10:00"), **more)
    for day in ("2026-03-16 15:00", "2026-03-23 15:00"):
        sweep(moment(day))
    assert reminders("lead_update") == 0
    assert fresh(lead).next_due_kind == ("review" if outcome == "nurture" else "")


def test_an_opportunity_is_reminded_of_after_seven_days_and_then_every_thirty(house: House) -> None:
    lead = house.accepted(at=MONDAY)
    qualify(lead, "opportunity", by=house.ann, at=moment("2026-03-12 10:00"))
    sent = []
    for day in ("2026-03-19", "2026-04-17", "2026-04-18", "2026-04-18", "2026-05-18"):
        sweep(moment(f"{day} 10:00"))
        sent.append(reminders("opportunity_update"))
    assert sent == [1, 1, 2, 2, 3]
    close = {"deal_segment": "office", "deal_value": {"amount": "500", "currency": "EUR"}}
    actions.win(lead.pk, by=house.ann, at=moment("2026-05-20 09:00"), **close)
    sweep(moment("2026-06-17 11:00"))
    assert reminders("opportunity_update") == 3


def test_after_an_outage_one_mail_speaks_for_all_missed_slots(house: House) -> None:
    lead = house.accepted(at=MONDAY)
    qualify(lead, "opportunity", by=house.ann, at=moment("2026-03-12 10:00"))
    sweep(moment("2026-07-01 10:00"))
    assert reminders("opportunity_update") == 1
    clock = Clock.objects.running().about("lead", [lead.pk]).get(kind="update")
    assert clock.slots.filter(outcome="COALESCED").count() == 3


def test_a_nurtured_lead_can_be_qualified_again(house: House) -> None:
    lead = house.qualified("nurture")
    assert (lead.state, lead.status.code) == ("PENDING", "nurture")
    assert qualify(lead, "opportunity", by=house.ann).state == "IN_PROGRESS"


def test_an_opportunity_is_not_qualified_again(house: House) -> None:
    with refused("STATE_NOT_ALLOWED"):
        qualify(house.qualified(), "nurture", by=house.ann)


def test_a_lead_that_waits_for_acceptance_cannot_be_qualified(house: House) -> None:
    with refused("ACCEPTANCE_PENDING"):
        qualify(house.offered(), "opportunity", by=house.ann)


def test_only_qualifying_leads_into_the_status_of_an_opportunity(house: House) -> None:
    lead = house.accepted()
    with refused("STATUS_NOT_ALLOWED", "status"):
        actions.start(lead.pk, by=house.ann, at=MONDAY, status="working-with-customer")
    started = actions.start(lead.pk, by=house.ann, at=MONDAY, status="in-contact")
    with refused("STATUS_NOT_ALLOWED", "status"):
        move(started, "working-with-customer", house)
    assert qualify(started, "opportunity", by=house.ann).status.code == "working-with-customer"


def test_neither_does_it_where_it_is_the_usual_status_in_progress(house: House) -> None:
    usual_is("working-with-customer")
    with refused("STATUS_NOT_ALLOWED", "status"):
        actions.start(house.accepted().pk, by=house.ann, at=MONDAY)


def test_without_qualification_work_can_start_in_any_status(house: House) -> None:
    lead = house.accepted()
    LeadType.objects.update(is_qualified=False)
    started = actions.start(lead.pk, by=house.ann, at=MONDAY, status="working-with-customer")
    assert started.state == "IN_PROGRESS"


def test_an_opportunity_goes_back_to_its_status(house: House) -> None:
    lead = house.qualified()
    add_way(LeadType.objects.get(), "working-with-customer", "in-contact")
    assert move(lead, "in-contact", house).status.code == "in-contact"
    assert move(lead, "working-with-customer", house).status.code == "working-with-customer"


def test_work_cannot_start_where_only_qualifying_leads_on(house: House) -> None:
    lead = house.accepted()
    LeadType.objects.get().transitions.filter(to_status__code="in-contact").delete()
    state = next(row for row in allowed_actions(lead, house.ann) if row.action == "start")
    assert (state.allowed, state.code) == (False, "STATUS_NOT_ALLOWED")


def test_the_edit_of_several_leads_leads_nowhere_else(house: House) -> None:
    lead = actions.start(house.accepted().pk, by=house.ann, at=MONDAY)
    picked = [Picked(number=lead.pk, version=lead.version)]
    answer = together("edit", picked, {"status": "working-with-customer"}, by=house.ann, at=MONDAY)[0]
    assert answer.refusal is not None
    assert answer.refusal.code == "STATUS_NOT_ALLOWED"


def move(lead: Lead, status: str, house: House) -> Lead:
    current = fresh(lead)
    return actions.edit(lead.pk, {"status": status}, by=house.ann, at=MONDAY, version=current.version)


def usual_is(status: str) -> None:
    rows = LeadType.objects.get().allowed.filter(status__state="IN_PROGRESS")
    rows.update(is_default=False)
    rows.filter(status__code=status).update(is_default=True)


def add_way(kind: LeadType, start: str, end: str) -> None:
    statuses = {row.status.code: row.status for row in kind.allowed.select_related("status")}
    kind.transitions.create(from_status=statuses[start], to_status=statuses[end])
