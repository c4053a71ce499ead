"""Mails without a lead are filed, made leads of, or put aside; each is done once, by those who may."""

import pytest

from leadwright.history.models import Entry
from leadwright.inbox.models import RawArrival
from leadwright.leads.models import Source
from leadwright.mails import actions
from leadwright.mails.models import Mail
from leadwright.mails.taking import read_all_again
from tests.inbox.writing import raw
from tests.mails.arriving import arrive, mailed
from tests.makers import NOON, House, change_rights, fresh, make_contact, make_lead, make_user, refused

NEW = {
    "type": "partner-lead",
    "contact": {"kind": "person", "name": "Jan Peeters", "email": "jan@customer.example"},
}


def readable(mail: Mail, *users: object) -> list[bool]:
    return [Mail.objects.readable_by(user).filter(pk=mail.pk).exists() for user in users]


def test_a_mail_without_a_lead_is_for_those_who_sort_mails_in_their_own_company(house):
    mail = mailed(organisation="Partner P")
    assert readable(mail, house.ann, house.bob, house.nina, house.dina, house.cas) == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_mail_is_filed_with_a_lead_and_stands_in_its_history(house):
    mail, lead = mailed(organisation="Partner P"), make_lead(house.ann)
    actions.attach(mail.pk, {"lead": lead.pk}, by=house.ann, at=NOON)
    mail.refresh_from_db()
    assert (mail.lead_id, mail.organisation, mail.is_shared) == (lead.pk, house.partner, False)
    entry = Entry.objects.get(fact="mail.attached")
    assert (entry.subject_id, entry.organisations) == (lead.pk, [house.partner.pk])


@pytest.mark.parametrize("given", [None, "", "abc", 999_999, "L-0"])
def test_a_lead_that_is_none_is_refused_by_its_field(house, given):
    mail = mailed(organisation="Partner P")
    with refused("FIELD_REQUIRED" if given in (None, "") else "FIELD_INVALID", "lead"):
        actions.attach(mail.pk, {"lead": given}, by=house.ann, at=NOON)


def test_nobody_files_a_mail_with_a_lead_beyond_reach_or_sorts_anothers(house):
    mail = mailed(organisation="Partner P")
    with refused("FIELD_INVALID", "lead"):
        actions.attach(mail.pk, {"lead": make_lead(house.cas).pk}, by=house.ann, at=NOON)
    with refused("NOT_FOUND"):
        actions.attach(mail.pk, {"lead": make_lead(house.cas).pk}, by=house.cas, at=NOON)


def test_what_was_filed_once_is_filed_with_no_other_lead(house):
    mail, lead = mailed(organisation="Partner P"), make_lead(house.ann)
    actions.attach(mail.pk, {"lead": f"L-{lead.pk}"}, by=house.ann, at=NOON)
    with refused("MAIL_HAS_LEAD"):
        actions.attach(mail.pk, {"lead": make_lead(house.ann).pk}, by=house.bob, at=NOON)
    with refused("MAIL_HAS_LEAD"):
        actions.put_aside(mail.pk, {"reason": "spam"}, by=house.bob, at=NOON)


def test_a_mail_is_put_aside_with_a_reason_once_and_can_still_be_filed(house):
    mail, lead = mailed(organisation="Partner P"), make_lead(house.ann)
    with refused("FIELD_REQUIRED", "reason"):
        actions.put_aside(mail.pk, {"reason": " "}, by=house.ann, at=NOON)
    actions.put_aside(mail.pk, {"reason": "an advertisement"}, by=house.ann, at=NOON)
    with refused("MAIL_PUT_ASIDE"):
        actions.put_aside(mail.pk, {"reason": "again"}, by=house.bob, at=NOON)
    assert (Mail.objects.get().put_aside_reason, Mail.objects.get().put_aside_by) == (
        "an advertisement",
        house.ann,
    )
    actions.attach(mail.pk, {"lead": lead.pk}, by=house.ann, at=NOON)
    assert (Mail.objects.get().put_aside_at, Mail.objects.get().put_aside_reason) == (None, "")


def test_a_lead_is_made_of_a_mail_with_its_source_and_its_words(house):
    mail = mailed(raw("We want ten printers."), organisation="Partner P")
    lead = fresh(actions.make_lead(mail.pk, NEW | {"owner": house.ann.email}, by=house.ann, at=NOON))
    assert (lead.source.code, lead.description) == ("e-mail", "The offices in Ghent\n\nWe want ten printers.")
    assert (lead.contact.name, lead.contact.email, lead.owner) == (
        "Jan Peeters",
        "jan@customer.example",
        house.ann,
    )
    assert Mail.objects.get().lead_id == lead.pk
    facts = Entry.objects.about("lead", lead.pk).order_by("pk").values_list("fact", flat=True)
    assert list(facts) == ["lead.created", "mail.attached"]


def test_whoever_wrote_becomes_the_contact_unless_the_contact_is_known(house):
    mail = mailed()
    made = fresh(actions.make_lead(mail.pk, {"type": "partner-lead"}, by=house.dina, at=NOON))
    assert (made.contact.kind, made.contact.name, made.contact.email) == (
        "person",
        "Jan Peeters",
        "jan@customer.example",
    )
    known = make_contact(house.dina, email="els@other.example")
    other = mailed(headers={"From": "els@other.example", "Message-ID": "<els@other.example>"})
    data = {"type": "partner-lead", "confirm_new": True}
    assert actions.make_lead(other.pk, data, by=house.dina, at=NOON).contact_id == known.pk


def test_a_source_that_is_retired_is_not_given(house):
    Source.objects.filter(code="e-mail").update(is_retired=True)
    lead = actions.make_lead(mailed().pk, {"type": "partner-lead"}, by=house.dina, at=NOON)
    assert fresh(lead).source is None


def test_who_may_not_enter_leads_makes_none_of_mails(house):
    mail = mailed(organisation="Partner P")
    change_rights(house.ann, lead_create="none")
    with refused("PERMISSION_DENIED"):
        actions.make_lead(mail.pk, NEW, by=house.ann, at=NOON)


def test_a_refused_lead_leaves_the_mail_where_it_was(house):
    mail = mailed(organisation="Partner P")
    with refused("FIELD_REQUIRED", "type"):
        actions.make_lead(mail.pk, {"owner": house.ann.email}, by=house.ann, at=NOON)
    assert Mail.objects.waiting().filter(pk=mail.pk).exists()


def test_the_sender_reads_a_mail_of_the_handler_only_if_it_is_shared(house):
    lead = house.accepted()
    mail = mailed(organisation="Partner P")
    actions.attach(mail.pk, {"lead": lead.pk}, by=house.ann, at=NOON)
    assert readable(mail, house.nina, house.dina, house.cas) == [True, False, False]
    actions.share(mail.pk, by=house.ann, at=NOON)
    assert readable(mail, house.nina, house.dina, house.cas) == [True, True, False]
    shared = Entry.objects.get(fact="mail.shared")
    assert set(shared.organisations) == {house.vendor.pk, house.partner.pk}


def test_what_the_sender_files_with_a_lead_of_the_handler_both_read(house):
    lead, mail = house.accepted(), mailed()
    actions.attach(mail.pk, {"lead": lead.pk}, by=house.dina, at=NOON)
    assert readable(mail, house.ann, house.dina, house.cas) == [True, True, False]
    assert Mail.objects.get().organisation == house.partner


def test_a_mail_is_shared_once_by_its_own_company_with_somebody(house):
    own = mailed(organisation="Partner P")
    with refused("MAIL_WITHOUT_LEAD"):
        actions.share(own.pk, by=house.ann, at=NOON)
    actions.attach(own.pk, {"lead": make_lead(house.ann).pk}, by=house.ann, at=NOON)
    with refused("MAIL_OF_ONE_SIDE"):
        actions.share(own.pk, by=house.ann, at=NOON)
    mail = mailed(raw("more"))
    actions.attach(mail.pk, {"lead": house.accepted().pk}, by=house.dina, at=NOON)
    with refused("NOT_YOUR_MAIL"):
        actions.share(mail.pk, by=house.dina, at=NOON)
    with refused("MAIL_SHARED"):
        actions.share(mail.pk, by=house.ann, at=NOON)


def test_a_reader_sorts_nothing(house):
    mail = mailed(organisation="Partner P")
    actions.attach(mail.pk, {"lead": house.accepted().pk}, by=house.ann, at=NOON)
    for act in (
        lambda: actions.put_aside(mail.pk, {"reason": "x"}, by=house.nina, at=NOON),
        lambda: actions.share(mail.pk, by=house.nina, at=NOON),
    ):
        with refused("PERMISSION_DENIED"):
            act()


def test_an_arrival_is_read_again_by_its_own_company_and_only_if_it_is_stuck(house):
    stuck, filed = arrive(b"no mail at all"), arrive()
    with refused("NOT_FOUND"):
        actions.read_again(stuck.pk, by=house.ann, at=NOON)
    with refused("ALREADY_READ"):
        actions.read_again(filed.pk, by=house.dina, at=NOON)
    actions.read_again(stuck.pk, by=house.dina, at=NOON)
    assert RawArrival.objects.get(pk=stuck.pk).verdict == "NEW"


def test_a_distributor_of_another_vendor_reads_nothing(house: House):
    other = make_user(unit=house.cas.unit, profile="lead-distributor")
    assert readable(mailed(), house.dina, other) == [True, False]


def test_half_a_mail_is_not_read_as_if_it_were_one(house):
    arrival = arrive(raw("hello"), organisation="Partner P")
    RawArrival.objects.filter(pk=arrival.pk).update(verdict="UNREADABLE", is_complete=False)
    with refused("ONLY_THE_BEGINNING"):
        actions.read_again(arrival.pk, by=house.adm, at=NOON)
    assert read_all_again(NOON) == (0, 0)


def test_a_second_copy_is_not_filed_where_the_first_is(house):
    lead = house.accepted()
    first = mailed(raw("hello"), organisation="Partner P")
    actions.attach(first.pk, {"lead": lead.pk}, by=house.ann, at=NOON)
    second = mailed(raw("hello"), organisation="Vendor")
    with refused("MAIL_FILED_ALREADY"):
        actions.attach(second.pk, {"lead": lead.pk}, by=house.dina, at=NOON)
