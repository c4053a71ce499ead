"""A contact that has leads already: another one is confirmed, or one that is open is extended."""

import pytest

from leadwright.foundation.refusals import Refused
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.existing import leads_around
from leadwright.leads.models import Lead
from leadwright.messages.models import Message
from tests.makers import NOON, House, fresh, make_contact, make_lead, refused


def test_another_lead_has_to_be_confirmed(house: House) -> None:
    lead = make_lead(house.ann, source="showroom")
    with refused("CONFIRM_NEW_REQUIRED"):
        make_lead(house.ann, contact=lead.contact, confirm_new=False)
    assert make_lead(house.ann, contact=lead.contact, confirm_new=True).pk != lead.pk


def test_the_refusal_tells_open_leads_first_and_then_those_of_the_same_source(house: House) -> None:
    contact = make_contact(house.ann)
    same, other, closed = (
        make_lead(house.ann, contact=contact, source=source) for source in ("showroom", "phone", "showroom")
    )
    actions.cancel(closed.pk, by=house.ann, at=NOON)
    with pytest.raises(Refused) as no:
        make_lead(house.ann, contact=contact, source="showroom", confirm_new=False)
    rows = [(fact["number"], fact["open"], fact["same_source"]) for fact in no.value.facts["leads"]]
    assert rows == [(same.pk, True, True), (other.pk, True, False), (closed.pk, False, True)]


def test_leads_that_one_may_not_see_need_no_confirmation(house: House) -> None:
    lead = house.offered(unit=house.u1)
    actions.reject(lead.pk, by=house.ann, at=NOON)
    contact = make_contact(house.ann)
    assert make_lead(house.ann, contact=contact, confirm_new=False)


def test_leads_of_the_same_company_are_around_and_force_nothing(house: House) -> None:
    firm = make_contact(house.ann)
    jan, els = (make_contact(house.ann, kind="person", name=name, company=firm.pk) for name in ("Jan", "Els"))
    lead = make_lead(house.ann, contact=jan)
    assert list(leads_around(els, by=house.ann)) == [lead]
    assert make_lead(house.ann, contact=els, confirm_new=False)


@pytest.mark.parametrize("odd", ["true", 1, [], "no"])
def test_a_confirmation_is_true_or_false(house: House, odd: object) -> None:
    with refused("FIELD_INVALID", "confirm_new"):
        make_lead(house.ann, confirm_new=odd)


def test_an_extension_keeps_what_is_wanted_now(house: House) -> None:
    lead = make_lead(house.ann)
    more = {"source": "trade-fair", "target_amount": {"amount": "900"}}
    actions.extend(lead.pk, by=house.ann, at=NOON, description="ten scanners too", **more)
    interest = fresh(lead).interests.get()
    assert (interest.description, interest.source.code, interest.by) == (
        "ten scanners too",
        "trade-fair",
        house.ann,
    )
    assert (fresh(lead).target_amount, fresh(lead).version) == (900, lead.version + 1)
    assert Entry.objects.about("lead", lead.pk).filter(fact="lead.extended").count() == 1
    assert Lead.objects.within_reach(house.ann, "lead.view").matching("scanners").get() == lead


def test_the_owner_is_told_unless_he_noted_it_himself(house: House) -> None:
    lead = make_lead(house.ann)
    actions.extend(lead.pk, by=house.ann, at=NOON, description="once")
    assert not Message.objects.filter(kind="lead_extended").exists()
    actions.extend(lead.pk, by=house.bob, at=NOON, description="twice")
    assert Message.objects.get(kind="lead_extended").recipient_user == house.ann


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_an_extension_says_what_is_wanted(house: House, empty: object) -> None:
    with refused("FIELD_REQUIRED", "description"):
        actions.extend(make_lead(house.ann).pk, by=house.ann, at=NOON, description=empty)


def test_a_closed_lead_is_not_extended(house: House) -> None:
    lead = make_lead(house.ann)
    actions.cancel(lead.pk, by=house.ann, at=NOON)
    with refused("STATE_NOT_ALLOWED"):
        actions.extend(lead.pk, by=house.ann, at=NOON, description="again")


def test_a_reader_extends_nothing(house: House) -> None:
    with refused("PERMISSION_DENIED"):
        actions.extend(house.accepted().pk, by=house.nina, at=NOON, description="again")
