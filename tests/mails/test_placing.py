"""To whom a mail belongs: what it answers is believed of those alone who have to do with the lead."""

import pytest

from leadwright.contacts.actions import edit
from leadwright.leads import actions
from tests.inbox.writing import raw
from tests.mails.arriving import mailed, sent
from tests.makers import NOON, fresh, make_contact, make_lead

JAN = "jan@customer.example"


@pytest.mark.parametrize("header", ["in_reply_to", "references"])
def test_a_reply_of_the_contact_belongs_to_the_lead_that_it_answers(house, header):
    contact = make_contact(house.dina, email=JAN)
    lead, _other = make_lead(house.dina, contact=contact), make_lead(house.dina, contact=contact)
    mail = mailed(**{header: f"<lead-1@x> {sent(lead, JAN).message_id}"})
    assert (mail.lead_id, mail.contact_id) == (lead.pk, contact.pk)


def test_a_reply_of_a_user_who_sees_the_lead_belongs_to_it(house):
    lead = house.accepted()
    mail = mailed(headers={"From": house.ann.email, "In-Reply-To": sent(lead, house.ann.email).message_id})
    assert (mail.lead_id, mail.organisation) == (lead.pk, house.partner)


def test_a_made_up_reference_attaches_to_nothing(house):
    lead = house.accepted(contact=make_contact(house.dina, email="els@other.example"))
    message = sent(lead, "els@other.example")
    make_lead(house.dina, contact=make_contact(house.dina, email=JAN))
    mail = mailed(in_reply_to=message.message_id)
    assert (mail.lead_id, mail.contact_id, mail.organisation) == (None, None, house.vendor)


def test_the_name_of_a_thread_that_anybody_can_guess_attaches_to_nothing(house):
    lead = make_lead(house.dina)
    assert mailed(references=f"<lead-{lead.pk}@127.0.0.1>").lead_id is None


def test_a_user_of_another_company_cannot_reply_into_a_lead(house):
    lead = house.accepted()
    mail = mailed(headers={"From": house.cas.email, "In-Reply-To": sent(lead, house.ann.email).message_id})
    assert mail.lead_id is None


def test_somebody_who_takes_part_in_a_lead_replies_into_it(house):
    lead, els = make_lead(house.dina), make_contact(house.dina, kind="person", name="Els Maes", email=JAN)
    actions.add_party(lead.pk, {"person": els.pk}, by=house.dina, at=NOON)
    mail = mailed(in_reply_to=sent(lead, JAN).message_id)
    assert (mail.lead_id, mail.contact_id) == (lead.pk, els.pk)


def test_a_mail_from_the_contact_of_one_open_lead_belongs_to_it(house):
    lead = make_lead(house.dina, contact=make_contact(house.dina, email="Jan@Customer.example"))
    assert mailed().lead_id == lead.pk


def test_a_mail_from_the_own_address_of_a_lead_belongs_to_it(house):
    lead = make_lead(house.dina)
    own = {"contact_email": "Jan@Customer.example"}
    actions.edit(lead.pk, own, by=house.dina, at=NOON, version=fresh(lead).version)
    assert mailed().lead_id == lead.pk


def test_of_two_open_leads_nobody_guesses_which_but_the_contact_is_known(house):
    contact = make_contact(house.dina, email=JAN)
    make_lead(house.dina, contact=contact), make_lead(house.dina, contact=contact)
    mail = mailed()
    assert (mail.lead_id, mail.contact_id) == (None, contact.pk)


def test_a_closed_lead_gets_no_mail_by_the_address_alone(house):
    contact = make_contact(house.dina, email=JAN)
    lead = make_lead(house.dina, contact=contact)
    actions.cancel(lead.pk, by=house.dina, at=NOON)
    assert (mailed().lead_id, mailed(raw("again")).contact_id) == (None, contact.pk)


def test_the_leads_of_another_company_get_no_mail_by_the_address(house):
    make_lead(house.cas, contact=make_contact(house.cas, email=JAN))
    mail = mailed()
    assert (mail.lead_id, mail.contact_id, mail.organisation) == (None, None, house.vendor)


def test_an_address_that_two_contacts_share_names_neither(house):
    make_contact(house.dina, email=JAN)
    other = make_contact(house.dina)
    edit(other.pk, by=house.dina, at=NOON, version=1, email=JAN)
    assert mailed().contact_id is None


def test_a_mail_without_an_author_belongs_to_nobody(house):
    make_lead(house.dina, contact=make_contact(house.dina, email=JAN))
    assert mailed(headers={"From": f"{JAN}, evil@x.example"}).lead_id is None
