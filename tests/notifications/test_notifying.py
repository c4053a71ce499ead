"""Who is notified of what; nobody of what he did himself."""

from datetime import timedelta

from django.utils import translation

from leadwright.activities import actions as activities
from leadwright.activities.subscriptions import uid_of
from leadwright.clocks.sweep import sweep
from leadwright.leads import actions
from leadwright.mails import actions as mails
from leadwright.messages.models import Message
from leadwright.notifications.models import Notification
from tests.activities.making import log, plan
from tests.communication.saying import say
from tests.inbox.writing import bounce, raw
from tests.mails.arriving import mailed
from tests.makers import NOON, House, change_rights, make_contact, make_lead, make_user
from tests.notifications.reading import kinds_for, lines_for


def note(lead, by, text: str, **more: object):
    return actions.write_note(lead.pk, {"text": text, **more}, by=by, at=NOON)


def test_who_may_accept_an_offer_is_notified_and_who_offers_is_not(house: House) -> None:
    lead = house.offered()
    (line,) = lines_for(house.ann)
    assert (line.kind, line.lead, line.text) == ("offered", lead.pk, "A lead is offered to you")
    assert (kinds_for(house.dina), kinds_for(house.bob)) == ([], [])


def test_a_new_owner_is_notified_and_who_takes_a_lead_himself_is_not(house: House) -> None:
    lead = make_lead(house.ann)
    actions.assign(lead.pk, by=house.ann, at=NOON, owner=house.bob.email)
    assert [(line.kind, line.text) for line in lines_for(house.bob)] == [
        ("reassigned", "Ann handed a lead on to you")
    ]
    assert kinds_for(house.ann) == []


def test_whom_a_lead_is_entered_for_is_notified_and_mailed(house: House) -> None:
    make_lead(house.ann, owner=house.adm.email)
    assert [line.text for line in lines_for(house.adm)] == ["Ann assigned a lead to you"]
    assert Message.objects.get(recipient_user=house.adm).kind == "new_owner"


def test_a_deadline_notifies_its_owner_once(house: House) -> None:
    lead = house.accepted()
    late = NOON + timedelta(days=60)
    sweep(late)
    sweep(late)
    due = [line for line in lines_for(house.ann) if line.kind == "due"]
    assert due
    assert {line.lead for line in due} == {lead.pk}
    assert len({line.text for line in due}) == len(due)
    assert any(line.text.startswith("Qualify by: ") for line in due)


def test_a_name_and_an_address_in_a_note_notify_those_who_see_the_lead(house: House) -> None:
    lead = make_lead(house.ann)
    note(lead, house.ann, f"@Bob please look, @{house.adm.email} too; write to info@ann.example")
    assert [line.text for line in lines_for(house.bob)] == ["Ann mentioned you in a note"]
    assert (kinds_for(house.adm), kinds_for(house.ann)) == (["mentioned"], [])


def test_nobody_is_mentioned_who_does_not_see_the_lead(house: House) -> None:
    change_rights(house.bob, lead_view="own")
    lead = make_lead(house.ann)
    note(lead, house.ann, f"@Bob @{house.cas.email} @Cas @Nobody")
    assert (kinds_for(house.bob), kinds_for(house.cas)) == ([], [])


def test_the_other_company_is_mentioned_only_in_a_note_that_it_reads(house: House) -> None:
    lead = house.accepted()
    note(lead, house.ann, "@Dina is not meant to know")
    assert kinds_for(house.dina) == []
    note(lead, house.ann, "@Dina should know", shared=True)
    assert kinds_for(house.dina) == ["mentioned"]


def test_a_first_name_that_two_have_means_neither_and_the_full_name_one(house: House) -> None:
    eva, other = (make_user(name, unit=house.u1) for name in ("eva maes", "eva smet"))
    lead = make_lead(house.ann)
    note(lead, house.ann, "@eva")
    assert (kinds_for(eva), kinds_for(other)) == ([], [])
    note(lead, house.ann, "ask @Eva Maes, please")
    assert (kinds_for(eva), kinds_for(other)) == (["mentioned"], [])


def test_an_activity_mentions_a_colleague_once_however_often_it_is_changed(house: House) -> None:
    call = plan(make_lead(house.ann), house.ann, subject="Offer", details="with @Bob")
    activities.edit(call.pk, {"details": "with @Bob again"}, by=house.ann, at=NOON, version=call.version)
    assert [line.text for line in lines_for(house.bob)] == ["Ann mentioned you in “Offer”"]


def test_mail_notifies_the_owner_of_its_lead(house: House) -> None:
    contact = make_contact(house.ann, email="lotte@customer.example")
    lead = make_lead(house.ann, contact=contact)
    mail = mailed(raw("hello", From="lotte@customer.example"), organisation="Partner P")
    if mail.lead_id is None:
        mails.attach(mail.pk, {"lead": lead.pk}, by=house.adm, at=NOON)
    assert [(line.kind, line.address) for line in lines_for(house.ann)] == [("mail", f"/mails/{mail.pk}/")]


def test_a_mail_that_comes_back_notifies_whoever_wrote_it_and_the_owner(house: House) -> None:
    lead = make_lead(house.ann, contact=make_contact(house.ann, email="lotte@customer.example"))
    said = say(lead, house.bob)
    message = Message.objects.get(key=said.message_key)
    Message.objects.filter(pk=message.pk).update(state="SENT", sent_at=NOON)
    mailed(bounce(message.message_id, "lotte@customer.example"))
    assert (kinds_for(house.ann), kinds_for(house.bob)) == (["bounced"], ["bounced"])


def test_a_mail_that_is_only_late_is_no_mail_that_came_back(house: House) -> None:
    lead = make_lead(house.ann, contact=make_contact(house.ann, email="lotte@customer.example"))
    message = Message.objects.get(key=say(lead, house.bob).message_key)
    Message.objects.filter(pk=message.pk).update(state="SENT", sent_at=NOON, is_refused=True)
    mailed(bounce(message.message_id, "lotte@customer.example", status="4.4.1"))
    assert (kinds_for(house.ann), kinds_for(house.bob)) == ([], [])


def test_what_somebody_plans_for_a_colleague_is_known_to_the_colleague_alone(house: House) -> None:
    call = plan(make_lead(house.ann), house.ann, subject="Call back", owner=house.bob.email)
    activities.edit(call.pk, {"subject": "Call"}, by=house.ann, at=NOON, version=call.version)
    assert [line.text for line in lines_for(house.bob)] == ["Ann planned “Call” for you"]
    assert list(lines_for(house.ann)) == []


def test_a_guest_who_answers_notifies_whoever_invited(house: House) -> None:
    guest = make_contact(house.ann, kind="person", name="Lotte", email="lotte@example.org")
    visit = plan(None, house.ann, "appointment", subject="Visit", participants=[{"contact": guest.pk}])
    activities.invite(visit.pk, by=house.ann, at=NOON)
    activities.take_answer(uid_of(visit), address="lotte@example.org", reply="declined", at=NOON)
    (line,) = lines_for(house.ann)
    assert line.text == "The invitation to “Visit” was answered: does not come"


def test_what_the_reader_may_see_no_longer_is_in_no_list(house: House) -> None:
    lead = make_lead(house.ann)
    call = log(None, house.ann, subject="Talk", details="@Bob")
    note(lead, house.ann, "@Bob")
    assert len(kinds_for(house.bob)) == 2
    change_rights(house.bob, lead_view="own", activity_view="own")
    assert kinds_for(house.bob) == []
    assert Notification.objects.filter(user=house.bob, activity=call).exists()


def test_what_is_said_is_in_the_language_of_whoever_reads_it(house: House) -> None:
    house.offered()
    with translation.override("nl"):
        assert lines_for(house.ann)[0].text == "Een lead wordt u aangeboden"
