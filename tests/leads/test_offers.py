"""Offering, accepting and rejecting."""

from urllib.parse import urlsplit

from django.conf import settings

from leadwright.clocks.models import Clock
from leadwright.clocks.sweep import sweep
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.models import Lead
from leadwright.leads.states import Acceptance, State
from leadwright.messages.channels.smtp import mail_of
from leadwright.messages.models import Message
from leadwright.people.actions.collaborating import start_collaboration
from tests.makers import NOON, House, fresh, make_group, make_unit, make_user, moment, refused

THURSDAY = moment("2026-03-05 10:00")


def clock_of(lead: Lead, kind: str) -> Clock:
    return Clock.objects.running().about("lead", [lead.pk]).get(kind=kind)


def test_each_member_of_the_unit_who_may_accept_is_told_once(house: House) -> None:
    lead = house.offered(at=THURSDAY)
    rows = Message.objects.filter(kind="new_lead")
    assert {message.recipient_user for message in rows} == {house.ann, house.adm}
    assert all(f"/leads/{lead.pk}/" in message.text for message in rows)


def test_all_notices_about_one_lead_are_one_thread_in_a_mail_program(house: House) -> None:
    lead = house.accepted(at=THURSDAY)
    house.offered(at=THURSDAY)
    sent = [(message.subject_id, mail_of(message).message()) for message in Message.objects.all()]
    threads = {number: {mail["References"] for of, mail in sent if of == number} for number, _mail in sent}
    assert threads[lead.pk] == {f"<lead-{lead.pk}@{urlsplit(settings.BASE_URL).hostname}>"}
    assert len(set.union(*threads.values())) == len(threads) == 2
    assert all(mail["In-Reply-To"] == mail["References"] for _number, mail in sent)


def test_acceptance_is_due_at_the_end_of_the_third_working_day(house: House) -> None:
    lead = house.offered(at=THURSDAY)
    assert clock_of(lead, "accept").due_at == moment("2026-03-10 23:59:59")
    assert fresh(lead).next_due_kind == "accept"


def test_a_missed_acceptance_is_flagged_and_told_once_and_can_still_be_made(house: House) -> None:
    lead = house.offered(at=THURSDAY)
    assert sweep(moment("2026-03-10 23:59:59")) == 0
    for _ in range(2):
        sweep(moment("2026-03-11 00:00:00"))
    assert clock_of(lead, "accept").is_overdue(moment("2026-03-11 00:00:00"))
    rows = Message.objects.filter(kind="acceptance_overdue")
    assert sorted(message.address for message in rows) == sorted([house.adm.email, house.dina.email])
    assert actions.accept(lead.pk, by=house.ann, at=moment("2026-03-11 09:00")).owner == house.ann


def test_the_acceptor_becomes_the_owner_and_the_state_stays(house: House) -> None:
    lead = actions.accept(house.offered().pk, by=house.ann, at=THURSDAY)
    assert (lead.owner, lead.unit, lead.state) == (house.ann, house.u1, State.PENDING)
    lead = actions.accept(house.offered().pk, by=house.bob, at=THURSDAY)
    assert (lead.owner, lead.unit, lead.acceptance) == (house.bob, house.u2, Acceptance.ACCEPTED)


def test_accepting_again_is_one_acceptance_and_another_is_told_who_won(house: House) -> None:
    lead = house.offered()
    for _ in range(2):
        actions.accept(lead.pk, by=house.ann, at=THURSDAY)
    assert Entry.objects.filter(fact="lead.accepted").count() == 1
    assert Message.objects.filter(kind="lead_accepted").count() == 1
    with refused("ALREADY_ACCEPTED"):
        actions.accept(lead.pk, by=house.bob, at=THURSDAY)


def test_a_member_of_a_collaborating_group_sees_but_cannot_accept(house: House) -> None:
    guests = make_group(house.partner, "Guests")
    start_collaboration(host=house.group.pk, guest=guests.pk, by=house.adm, at=NOON)
    dan = make_user("dan", unit=make_unit(guests))
    with refused("NOT_UNIT_MEMBER"):
        actions.accept(house.offered().pk, by=dan, at=THURSDAY)


def test_a_foreign_lead_does_not_exist_and_a_missing_permission_is_told(house: House) -> None:
    lead = house.offered()
    with refused("NOT_FOUND"):
        actions.accept(lead.pk, by=house.cas, at=THURSDAY)
    with refused("PERMISSION_DENIED"):
        actions.accept(lead.pk, by=house.nina, at=THURSDAY)
    assert fresh(lead).owner is None


def test_a_rejected_lead_is_back_in_the_queue_and_out_of_sight(house: House) -> None:
    lead = house.offered()
    actions.reject(lead.pk, by=house.ann, at=THURSDAY, reason="outside region")
    stored = fresh(lead)
    assert (stored.acceptance, stored.unit, stored.owner, stored.organisation) == (
        "REJECTED",
        None,
        None,
        None,
    )
    assert not Lead.objects.within_reach(house.ann, "lead.view").exists()
    assert Lead.objects.within_reach(house.dina, "lead.view").get() == lead
    answered = lead.offers.get()
    assert (answered.organisation, answered.answered_by, answered.reason) == (
        house.partner,
        house.ann,
        "outside region",
    )


def test_a_partner_sees_the_contact_only_while_it_handles_the_lead(house: House) -> None:
    lead = house.offered()
    seen = type(lead.contact).objects.within_reach(house.ann, "contact.view")
    assert seen.get() == lead.contact
    actions.reject(lead.pk, by=house.ann, at=THURSDAY)
    assert not seen.all().exists()


def test_a_lead_offered_to_a_person_waits_in_his_unit_until_somebody_accepts(house: House) -> None:
    lead = actions.offer(house.queued().pk, by=house.dina, at=THURSDAY, user=house.bob.email)
    assert (lead.unit, lead.offered_to, lead.owner) == (house.u2, house.bob, None)
    assert Message.objects.get(kind="new_lead").recipient_user == house.bob


def test_a_withdrawn_offer_goes_back_to_the_queue(house: House) -> None:
    lead = actions.withdraw(house.offered().pk, by=house.dina, at=THURSDAY)
    assert (lead.acceptance, lead.organisation) == (Acceptance.NOT_NEEDED, None)
    with refused("NOT_FOUND"):
        actions.accept(lead.pk, by=house.ann, at=THURSDAY)


def test_what_somebody_accepted_cannot_be_offered_again(house: House) -> None:
    lead = house.accepted()
    with refused("ALREADY_ACCEPTED"):
        actions.offer(lead.pk, by=house.dina, at=THURSDAY, organisation=house.south.pk)


def test_an_organisation_that_is_no_partner_cannot_be_offered_a_lead(house: House) -> None:
    stranger = make_unit().group.organisation
    with refused("FIELD_INVALID", "organisation"):
        actions.offer(house.queued().pk, by=house.dina, at=THURSDAY, organisation=stranger.pk)


def test_who_may_accept_gets_the_link_in_the_mail_and_the_sender_does_not(house: House) -> None:
    lead = house.offered()
    mail = Message.objects.filter(kind="new_lead").first()
    assert f"/leads/{lead.pk}/accept/" in mail.text
    assert mail.subject.endswith(" · Vendor")
    actions.reject(lead.pk, by=house.ann, at=NOON, reason="too far")
    assert "/accept/" not in Message.objects.get(kind="lead_rejected").text
