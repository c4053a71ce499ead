"""What the customer asks for: lines with their price, their total, and what came of each when the lead was won."""

from decimal import Decimal

import pytest
from django.db import IntegrityError

from leadwright.history.models import Entry
from leadwright.history.reading import lines_of
from leadwright.leads import actions
from leadwright.leads.demand import totals_of
from leadwright.leads.entry_telling import readable_entries
from leadwright.leads.models import DemandLine, Lead, Product
from tests.makers import NOON, House, change_rights, fresh, refused

AT = {"at": NOON}
DEAL = {"amount": "8000", "currency": "EUR"}
PRINTERS = {"text": "20 printers", "kind": "goods", "quantity": 20, "amount": {"amount": "8000"}}
WORK = {"text": "Installation", "kind": "service", "amount": {"amount": "500", "currency": "EUR"}}


@pytest.fixture
def lead(house: House) -> Lead:
    return house.accepted()


def add(lead: Lead, house: House, **data: object) -> DemandLine:
    return actions.add_demand(lead.pk, data, by=house.ann, **AT)


def test_two_lines_are_kept_with_their_total(house: House, lead: Lead) -> None:
    add(lead, house, **PRINTERS, comment="A3 colour")
    add(lead, house, **WORK)
    lines = list(lead.demand.all())
    assert [(line.label, line.comment) for line in lines] == [
        ("20 printers", "A3 colour"),
        ("Installation", ""),
    ]
    (total,) = totals_of(lines)
    assert (total.amount, total.currency) == (Decimal(8500), "EUR")


def test_the_total_becomes_the_target_amount_on_request(house: House, lead: Lead) -> None:
    add(lead, house, **PRINTERS)
    add(lead, house, **WORK)
    actions.aim_at_demand(lead.pk, by=house.ann, **AT)
    assert (fresh(lead).target_amount, fresh(lead).target_currency) == (Decimal(8500), "EUR")
    assert Entry.objects.filter(fact="lead.edited").count() == 1


def test_two_currencies_are_never_added(house: House, lead: Lead) -> None:
    with refused("STATE_NOT_ALLOWED"):
        actions.aim_at_demand(lead.pk, by=house.ann, **AT)
    add(lead, house, **PRINTERS)
    add(lead, house, text="Freight", amount={"amount": "90", "currency": "USD"})
    assert [total.currency for total in totals_of(lead.demand.all())] == ["EUR", "USD"]
    with refused("STATE_NOT_ALLOWED"):
        actions.aim_at_demand(lead.pk, by=house.ann, **AT)


@pytest.mark.parametrize(
    ("data", "field", "code"),
    [
        ({}, "text", "FIELD_REQUIRED"),
        ({"text": " "}, "text", "FIELD_REQUIRED"),
        ({"text": "x", "quantity": "0"}, "quantity", "FIELD_INVALID"),
        ({"text": "x", "quantity": "1,5"}, "quantity", "FIELD_INVALID"),
        ({"text": "x", "quantity": "0.0001"}, "quantity", "FIELD_INVALID"),
        ({"text": "x", "amount": "12k"}, "amount", "FIELD_INVALID"),
        ({"text": "x", "kind": "thing"}, "kind", "FIELD_INVALID"),
        ({"text": "two\nlines"}, "text", "FIELD_INVALID"),
        ({"text": "x", "taken": "no"}, "taken", "FIELD_INVALID"),
        ({"product": "nothing"}, "product", "FIELD_INVALID"),
        ({"text": "x", "colour": "red"}, "colour", "FIELD_UNKNOWN"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_kept(
    house: House, lead: Lead, data: dict[str, object], field: str, code: str
) -> None:
    with refused(code, field):
        actions.add_demand(lead.pk, data, by=house.ann, **AT)
    assert not DemandLine.objects.exists()


def test_a_line_is_changed_once_and_taken_off(house: House, lead: Lead) -> None:
    line = add(lead, house, **PRINTERS)
    for _ in range(2):
        actions.change_demand(lead.pk, line.pk, {"quantity": "15.5"}, by=house.ann, **AT)
    actions.remove_demand(lead.pk, line.pk, by=house.ann, **AT)
    facts = Entry.objects.filter(fact__startswith="lead.demand").order_by("pk").values_list("fact", flat=True)
    assert list(facts) == ["lead.demand_added", "lead.demand_changed", "lead.demand_removed"]
    assert not lead.demand.exists()


def test_what_is_taken_is_fulfilled_when_the_lead_is_won_and_stays_as_it_is(house: House) -> None:
    lead = house.qualified()
    taken, left = add(lead, house, **PRINTERS), add(lead, house, **WORK)
    actions.change_demand(
        lead.pk, left.pk, {"taken": False, "reason": "They do it themselves"}, by=house.ann, **AT
    )
    actions.win(lead.pk, by=house.ann, description="Done", deal_segment="office", deal_value=DEAL, **AT)
    assert [line.fulfilment for line in fresh(lead).demand.all()] == [100, 0]
    with refused("STATE_NOT_ALLOWED"):
        actions.change_demand(lead.pk, taken.pk, {"comment": "late"}, by=house.ann, **AT)


def test_the_sender_knows_nothing_of_it(house: House, lead: Lead) -> None:
    add(lead, house, **PRINTERS)
    entry = Entry.objects.get(fact="lead.demand_added")
    assert entry.organisations == [house.ann.organisation_id]
    with refused("PERMISSION_DENIED"):
        actions.add_demand(lead.pk, PRINTERS, by=house.dina, **AT)


def test_the_database_keeps_no_price_without_its_currency(house: House, lead: Lead) -> None:
    with pytest.raises(IntegrityError, match="an_expected_price_has_its_currency"):
        DemandLine.objects.create(lead=lead, kind="other", text="x", amount=5)


def test_a_line_keeps_its_product_when_the_type_offers_it_no_longer(house: House, lead: Lead) -> None:
    Product.objects.create(code="printer", labels={"en": "Printer"}, kind="goods")
    line = add(lead, house, product="printer")
    Product.objects.filter(code="printer").update(is_retired=True)
    data = {"product": "printer", "quantity": 3}
    assert actions.change_demand(lead.pk, line.pk, data, by=house.ann, **AT).quantity == 3
    with refused("FIELD_INVALID", "product"):
        add(lead, house, product="printer")


def told(lead: Lead, house: House) -> tuple[str, str]:
    """Return what the last entry about a lead says of a line: what it was, and what it is."""
    entries = Entry.objects.about("lead", lead.pk).order_by("-pk")[:1]
    ((change,),) = [line.changes for line in lines_of(readable_entries(entries, by=house.ann, lead=lead))]
    return change.before.replace("\u00a0", " "), change.after.replace("\u00a0", " ")


def test_history_says_what_a_line_was_and_what_it_is(house: House, lead: Lead) -> None:
    line = add(lead, house, **PRINTERS)
    less = {"quantity": 12, "amount": {"amount": "4800"}, "taken": False, "reason": "Too dear"}
    actions.change_demand(lead.pk, line.pk, less, by=house.ann, **AT)
    assert told(lead, house) == (
        "20 · 20 printers · goods · €8,000",
        "12 · 20 printers · goods · €4,800 · not taken · Too dear",
    )


def test_history_tells_no_price_to_who_may_not_know_it(house: House, lead: Lead) -> None:
    line = add(lead, house, **PRINTERS)
    actions.change_demand(lead.pk, line.pk, {"amount": {"amount": "4800"}}, by=house.ann, **AT)
    change_rights(house.ann, lead_see_deal="none")
    assert told(lead, house) == ("20 · 20 printers · goods", "20 · 20 printers · goods")
