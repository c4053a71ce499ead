"""Rules of retention: whom they let go, whom they never do, and how a night runs."""

import pytest

from leadwright.contacts.models import Contact
from leadwright.leads import actions
from leadwright.leads.models import Lead, OutcomeReason, Status
from leadwright.privacy import retaining
from leadwright.privacy.models import Receipt, RetentionRule
from leadwright.privacy.retaining import counted, dry_run, due, months_before, run_all, run_now, set_rule
from tests.makers import NOON, make_contact, make_lead, moment, refused
from tests.privacy.planting import administrator

LATER = moment("2026-09-02 12:00")


@pytest.fixture
def manager(house):
    """Return who manages the vendor's privacy."""
    return administrator(house)


def rule(manager, subject: str = "unused", *, months: int = 6, active: bool = True) -> RetentionRule:
    return set_rule(subject, months=months, active=active, by=manager, at=NOON)


def closed(manager, state: str, **fields) -> Lead:
    lead = make_lead(manager, **fields)
    reason = OutcomeReason.objects.order_by("pk").first() if state == "LOST" else None
    status = Status.objects.filter(state=state).order_by("pk").first()
    data = {"status": status, "state": state, "completed_at": NOON, "lost_reason": reason}
    Lead.objects.filter(pk=lead.pk).update(**data, next_due_at=None, next_due_kind="")
    return lead


def ids(result) -> set[int]:
    return set(result.values_list("pk", flat=True))


def test_an_unused_contact_goes_when_it_was_kept_long_enough(manager):
    contact = make_contact(manager)
    kept = rule(manager)
    assert ids(due(kept, at=moment("2026-09-02 11:59"))) == set()
    assert ids(due(kept, at=moment("2026-09-02 12:01"))) == {contact.pk}


def test_lost_and_won_contacts_go_by_their_own_rules(manager):
    lost, won = closed(manager, "LOST").contact_id, closed(manager, "WON").contact_id
    at = moment("2027-01-01 12:00")
    assert ids(due(rule(manager, "lost"), at=at)) == {lost}
    assert ids(due(rule(manager, "won"), at=at)) == {won}
    assert ids(due(rule(manager, "unused"), at=at)) == set()


def test_an_open_lead_keeps_its_contact_and_all_who_take_part(manager):
    open_lead = make_lead(manager)
    part = closed(manager, "LOST").contact_id
    actions.add_party(open_lead.pk, {"person": make_contact(manager, kind="person").pk}, by=manager, at=NOON)
    actions.add_party(open_lead.pk, {"company": part}, by=manager, at=NOON)
    at = moment("2027-01-01 12:00")
    assert ids(due(rule(manager, "lost"), at=at)) == ids(due(rule(manager, "unused"), at=at)) == set()


def test_a_company_is_kept_while_its_people_are(manager):
    company = make_contact(manager)
    person = make_contact(manager, kind="person", company=company.pk)
    assert ids(due(rule(manager), at=moment("2027-01-01 12:00"))) == {person.pk}


def test_a_dry_run_shows_the_longest_kept_first_and_changes_nothing(manager):
    young, old = make_contact(manager, at=moment("2026-03-02 13:00")), make_contact(manager)
    rule(manager, active=False)
    result = dry_run("unused", by=manager, at=moment("2027-01-01 12:00"), size=1)
    assert (result.count, result.oldest, [row.pk for row in result.first]) == (2, NOON, [old.pk])
    assert Contact.objects.standing().filter(pk=young.pk).exists()


def test_only_active_rules_run_and_each_erasure_has_its_receipt(manager):
    make_lead(manager)
    contact = make_contact(manager)
    rule(manager, active=False)
    at = moment("2027-01-01 12:00")
    with refused("RULE_INACTIVE"):
        run_now("unused", by=manager, at=at)
    assert run_all(at=at) == 0
    rule(manager)
    assert (run_all(at=at), run_all(at=at)) == (1, 0)
    assert Receipt.objects.get().contacts == [contact.pk]
    assert (Receipt.objects.get().reason, Receipt.objects.get().by) == ("retention", None)


def test_a_night_goes_on_until_nobody_is_left_and_a_press_stops_after_a_batch(manager, monkeypatch):
    monkeypatch.setattr(retaining, "AT_ONCE", 2)
    for _value in range(5):
        make_contact(manager)
    rule(manager)
    at = moment("2027-01-01 12:00")
    assert run_now("unused", by=manager, at=at) == 2
    assert run_all(at=at) == 3


def test_one_that_cannot_be_erased_does_not_hold_up_the_others(manager, monkeypatch):
    stuck, free = make_contact(manager), make_contact(manager)
    real = retaining.erase_contacts

    def failing(pks, **more):
        return real(pks, **more) if stuck.pk not in pks else refused_erasure()

    monkeypatch.setattr(retaining, "erase_contacts", failing)
    rule(manager)
    assert run_all(at=moment("2027-01-01 12:00")) == 1
    assert ids(Contact.objects.standing()) == {stuck.pk}
    assert free.pk != stuck.pk


def refused_erasure():
    raise retaining.Refused("UNAVAILABLE")


def test_what_came_to_life_meanwhile_is_kept(manager, monkeypatch):
    contact = make_contact(manager)
    kept = rule(manager)
    at = moment("2027-01-01 12:00")
    make_lead(manager, contact=contact, at=at)
    assert retaining._let_go(kept, contact.pk, at=at) is False


def test_all_faults_of_a_rule_are_told_at_once(manager):
    with refused("FIELD_INVALID", "subject", "months", "active"):
        set_rule("old", months=True, active="yes", by=manager, at=NOON)


def test_rules_are_each_companys_own(manager, house):
    rule(manager)
    with refused("NOT_FOUND"):
        dry_run("unused", by=house.adm, at=NOON, size=1)
    assert [(item.organisation, number) for item, number in counted(at=NOON)] == [(house.vendor, 0)]


def test_months_end_with_their_last_day():
    assert months_before(moment("2026-03-31 12:00"), 1) == moment("2026-02-28 12:00")
    assert months_before(moment("2026-01-31 12:00"), 14) == moment("2024-11-30 12:00")
