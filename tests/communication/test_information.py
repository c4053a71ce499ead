"""Information that is sent by itself: when a lead is entered or a product is added, to those who may be written to."""

import pytest

from leadwright.communication.models import Communication, Medium
from leadwright.communication.offering import sent_for_type
from leadwright.leads import actions
from leadwright.leads.models import Lead
from leadwright.messages.models import Message
from tests.communication.saying import MARKETING, make_template
from tests.consent.telling import say as agree
from tests.leads.recording import a_product
from tests.makers import NOON, House, change_rights, make_contact, make_lead, make_user, refused

ON_ENTRY = {"sent_for_types": ["partner-lead"]}


def test_a_new_lead_of_the_type_sends_its_template(house: House, eva) -> None:
    template = make_template(house.adm, "Thank you, #contact_name", **ON_ENTRY)
    lead = make_lead(house.ann, contact=eva)
    row = Communication.objects.get()
    assert (row.lead, row.template, row.is_automatic) == (lead, template, True)
    assert row.text == "Thank you, Eva Janssens"
    assert Message.objects.get(key=row.message_key).headers["Auto-Submitted"] == "auto-generated"


def test_a_lead_of_another_company_or_another_day_sends_nothing(house: House) -> None:
    make_template(house.adm, **ON_ENTRY, effective_from="2026-03-03")
    make_lead(house.ann)
    make_template(house.adm, code="now", **ON_ENTRY)
    make_lead(house.cas)
    assert not Communication.objects.exists()


def test_what_is_for_all_is_sent_by_each_company_in_the_language_of_the_contact(house: House) -> None:
    vera = make_user("vera", unit=house.dina.unit, profile="administrator")
    texts = {"en": {"subject": "Hi", "body": "Welcome"}, "nl": {"subject": "Dag", "body": "Welkom"}}
    make_template(vera, own=False, texts=texts, **ON_ENTRY)
    make_lead(house.cas, contact=make_contact(house.cas, language="nl-BE"))
    house.queued()
    assert sorted(Communication.objects.values_list("text", flat=True)) == ["Welcome", "Welkom"]


def test_such_a_lead_needs_an_address_and_nothing_is_stored_without(house: House) -> None:
    make_template(house.adm, **ON_ENTRY)
    contact = make_contact(house.ann, email="", phone="+3225550101")
    with refused("FIELD_REQUIRED", "contact_email"):
        make_lead(house.ann, contact=contact)
    assert not Lead.objects.exists()
    assert make_lead(house.ann, contact=contact, contact_email="desk@x.example")
    assert Communication.objects.get().address == "desk@x.example"


def test_marketing_is_sent_by_itself_only_to_who_agreed(house: House, eva) -> None:
    make_template(house.adm, **ON_ENTRY, **MARKETING)
    make_lead(house.ann, contact=eva)
    assert not Communication.objects.exists()
    agree("given", eva, by=house.ann)
    make_lead(house.ann, contact=eva)
    assert Communication.objects.get().is_marketing


def test_interest_in_a_product_sends_what_is_sent_about_it(house: House, lead) -> None:
    product = a_product()
    make_template(house.adm, "About #lead_products", sent_for_products=[product.code])
    actions.add_product(lead.pk, {"product": product.code}, by=house.ann, at=NOON)
    assert Communication.objects.get().text == f"About {product.label}"


def test_the_page_of_the_type_names_what_it_sends(house: House, enter) -> None:
    vera = make_user("vera", unit=house.dina.unit, profile="administrator")
    template = make_template(vera, own=False, label="Warm welcome", **ON_ENTRY)
    text = enter(vera).get("/company/settings/types/partner-lead/").text
    assert "Warm welcome" in text
    assert f"/company/templates/{template.pk}/" in text


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"sent_for_types": ["nothing"]}, "sent_for_types"),
        ({"sent_for_products": "chair"}, "sent_for_products"),
        (ON_ENTRY | {"medium": "sms"}, "medium"),
    ],
)
def test_an_occasion_that_makes_no_sense_is_refused_at_its_field(
    house: House, data: dict, field: str
) -> None:
    with refused("FIELD_INVALID", field):
        make_template(house.adm, **data)


def test_a_template_of_some_units_is_not_sent_by_itself(house: House) -> None:
    with refused("FIELD_INVALID", "units"):
        make_template(house.adm, units=[house.u1.pk], **ON_ENTRY)
    assert sent_for_type("partner-lead", house.partner.pk, at=NOON) == []


def test_nothing_is_sent_by_itself_while_an_offer_waits_or_by_a_medium_that_only_notes(house: House) -> None:
    product = a_product()
    change_rights(house.dina, user_manage="organisation")
    make_template(house.dina, sent_for_products=[product.code])
    lead = house.offered()
    actions.add_product(lead.pk, {"product": product.code}, by=house.dina, at=NOON)
    assert not Communication.objects.exists()
    make_template(house.adm, code="other", **ON_ENTRY)
    Medium.objects.update(target="none")
    make_lead(house.ann)
    assert not Communication.objects.exists()
