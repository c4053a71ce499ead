"""The shipped set-ups: each is sound, is what the file says once it is in force, and can be worked with."""

import pytest

from leadwright.history.facts import SYSTEM
from leadwright.leads import actions
from leadwright.leads.actions import configuration_lists
from leadwright.leads.actions.beginning import add, begin, begun, compared, is_to_be_asked, keep, missing
from leadwright.leads.configuration.blueprint import ABOUT_CONTACTS, People
from leadwright.leads.configuration.changes import KINDS, with_unmentioned
from leadwright.leads.configuration.file import brought_in, handed_out
from leadwright.leads.configuration.linter import lint
from leadwright.leads.configuration.rows import stored
from leadwright.leads.configuration.setups import FIRST, SETUPS, setup_of, setups
from leadwright.leads.configuration.writing import written
from leadwright.leads.models import LeadType, SetupChoice, Status
from leadwright.leads.shipped import install_base
from leadwright.people.models import User
from tests.makers import NOON, House, fresh, make_lead, make_user, qualify, refused


@pytest.fixture
def vera(house: House) -> User:
    """Return the administrator of the installation."""
    return make_user("vera", unit=house.dina.unit, profile="administrator")


@pytest.mark.parametrize("code", SETUPS)
def test_a_set_up_has_no_fault_and_is_named_in_both_languages(code: str) -> None:
    setup = setup_of(code)
    assert lint(setup.blueprint, People()) == []
    rows = [*setup.blueprint.types, *setup.blueprint.statuses, *setup.blueprint.products]
    assert all(row.labels["nl"] for row in (*rows, *setup.blueprint.lost_reasons))
    assert setup.name_in("nl")
    assert setup.purpose_in("nl") != setup.purpose_in("en")


@pytest.mark.parametrize("code", SETUPS)
def test_what_is_handed_out_afterwards_is_what_the_file_holds(house: House, code: str) -> None:
    begun(code, by=SYSTEM, at=NOON)
    assert stored() == with_unmentioned(stored(), setup_of(code).blueprint)
    assert handed_out().startswith(written(stored(), fields=[]))
    assert brought_in(setup_of(code).text, at=NOON, dry_run=False) == []


def test_an_installation_begins_with_the_first_and_is_left_alone_afterwards(house: House) -> None:
    assert stored() == with_unmentioned(stored(), setup_of(FIRST).blueprint)
    begun("software-demo", by=SYSTEM, at=NOON)
    install_base(at=NOON)
    assert stored() == with_unmentioned(stored(), setup_of("software-demo").blueprint)


def test_a_set_up_leaves_alone_what_contacts_have(house: House) -> None:
    before = {kind: stored().entries(kind) for kind in ABOUT_CONTACTS}
    begun("software-demo", by=SYSTEM, at=NOON)
    assert {kind: stored().entries(kind) for kind in ABOUT_CONTACTS} == before
    assert before["contact_groups"][-1].is_brand


def test_where_there_are_leads_the_rest_is_retired_or_the_set_up_is_refused(house: House, vera: User) -> None:
    lead = make_lead(house.ann)
    with refused("TYPE_IN_USE"):
        begin("software-demo", by=vera, at=NOON)
    actions.cancel(lead.pk, by=house.ann, at=NOON)
    begin("software-demo", by=vera, at=NOON)
    assert fresh(lead).status.label == "Cancelled"
    assert LeadType.objects.get(code="partner-lead").is_retired
    assert Status.objects.get(code="nurture").is_retired


def test_what_a_set_up_changes_is_told_and_nothing_is_stored(house: House) -> None:
    before = stored()
    known = {(row.kind, row.code) for row in compared("car-showroom")}
    assert {("types", "showroom-visit"), ("types", "partner-lead"), ("products", "leasing")} <= known
    assert (stored(), compared(FIRST)) == (before, [])


def test_an_administrator_is_asked_once(house: House, vera: User) -> None:
    assert is_to_be_asked()
    keep(by=vera, at=NOON)
    assert not is_to_be_asked()
    assert SetupChoice.objects.get().setup == ""


def test_nobody_is_asked_where_there_are_leads(house: House) -> None:
    make_lead(house.ann)
    assert not is_to_be_asked()


def test_only_who_may_configure_begins(house: House) -> None:
    with refused("PERMISSION_DENIED"):
        begin("software-demo", by=house.adm, at=NOON)
    with refused("PERMISSION_DENIED"):
        keep(by=house.adm, at=NOON)


def test_a_demo_request_is_scheduled_given_and_won(house: House) -> None:
    begun("software-demo", by=SYSTEM, at=NOON)
    lead = make_lead(house.ann, type="demo-request")
    assert (lead.status.code, lead.type.is_qualified) == ("new-request", False)
    lead = actions.start(lead.pk, by=house.ann, at=NOON)
    assert lead.status.code == "demo-scheduled"
    lead = actions.edit(lead.pk, {"status": "demo-given"}, by=house.ann, at=NOON, version=fresh(lead).version)
    account = {"country": "BE", "currency": "EUR"}
    won = actions.win(lead.pk, by=house.ann, at=NOON, account=account)
    assert (won.state, won.status.code, won.account.contact) == ("WON", "customer", won.contact)


def test_no_step_of_a_business_sale_is_skipped(house: House) -> None:
    begun("business-sales", by=SYSTEM, at=NOON)
    lead = make_lead(house.ann, type="business-sale")
    with refused("STATUS_NOT_ALLOWED", "status"):
        actions.start(lead.pk, by=house.ann, at=NOON)
    lead = qualify(lead, "opportunity", by=house.ann)
    for status, code in (("negotiation", "TRANSITION_NOT_ALLOWED"), ("proposal", "FIELD_REQUIRED")):
        with refused(code):
            actions.edit(lead.pk, {"status": status}, by=house.ann, at=NOON, version=lead.version)
    data = {"status": "proposal", "target_amount": {"amount": "9000", "currency": "EUR"}, "success_rate": 40}
    assert actions.edit(lead.pk, data, by=house.ann, at=NOON, version=lead.version).status.code == "proposal"


def test_each_is_offered_in_order() -> None:
    assert [setup.code for setup in setups()] == list(SETUPS)


@pytest.mark.parametrize("code", SETUPS)
def test_a_set_up_is_added_by_its_codes_and_changes_nothing(house: House, vera: User, code: str) -> None:
    make_lead(house.ann)
    before, expected = stored(), missing(code)
    assert add(code, by=vera, at=NOON) == expected
    after = stored()
    for kind in KINDS:
        rows = getattr(before, kind)
        assert getattr(after, kind)[: len(rows)] == rows
        assert {row.code for row in getattr(setup_of(code).blueprint, kind)} <= {
            row.code for row in getattr(after, kind)
        }
    assert (missing(code), after.switched_off) == ([], before.switched_off)


def test_what_is_called_like_something_there_is_told_apart_when_it_is_added(house: House, vera: User) -> None:
    configuration_lists.add_entry("statuses", {"en": "Demo given"}, by=vera, at=NOON, state="PENDING")
    add("software-demo", by=vera, at=NOON)
    assert Status.objects.get(code="demo-given").labels["en"] == "Demo given (Software demo)"
    assert Status.objects.get(code="demo-given").labels["nl"] == "Demo gegeven (Softwaredemo)"


def test_nobody_is_asked_what_to_begin_with_after_a_set_up_was_added(house: House, vera: User) -> None:
    add("software-demo", by=vera, at=NOON)
    assert not is_to_be_asked()
    with refused("PERMISSION_DENIED"):
        add("car-showroom", by=house.adm, at=NOON)
