"""Each arrival is filed once: as a mail, as one that was there already, or in sight of somebody."""

import pytest

from leadwright.activities import actions as activities
from leadwright.activities.subscriptions import uid_of
from leadwright.history.models import Entry
from leadwright.inbox.claiming import claim
from leadwright.inbox.models import RawArrival, Verdict
from leadwright.mails import filing
from leadwright.mails.filing import file_claimed, file_waiting
from leadwright.mails.models import Mail
from leadwright.mails.taking import read_all_again
from leadwright.messages.models import Message
from leadwright.messages.refused import refused_among
from tests.activities.making import plan
from tests.inbox.malformed import MALFORMED
from tests.inbox.writing import bounce, calendar_answer, raw
from tests.mails.arriving import arrive, mailed, sent
from tests.makers import NOON, make_contact, make_lead, moment


def test_a_mail_is_stored_with_all_that_it_says(house):
    mail = mailed(raw("Yes.\n\nOn Monday, Ann wrote:\n> Ten?"))
    assert (mail.sender, mail.subject, mail.text) == ("jan@customer.example", "The offices in Ghent", "Yes.")
    assert (mail.quoted, mail.kind, mail.organisation) == (
        "On Monday, Ann wrote:\n> Ten?",
        "mail",
        house.vendor,
    )
    assert (mail.arrival.verdict, mail.arrival.headers["subject"]) == ("READ", "The offices in Ghent")
    assert Entry.objects.get(fact="mail.arrived").subject_id == mail.pk


def test_of_thirty_malformed_mails_each_is_kept_and_none_is_lost(house):
    arrivals = {name: arrive(content) for name, content in MALFORMED.items() if content}
    kept = {name: bytes(row.content) for name, row in arrivals.items()}
    assert kept == {name: content for name, content in MALFORMED.items() if content}
    assert {row.verdict for row in arrivals.values()} <= {"READ", "UNREADABLE"}
    filed = sum(row.verdict == "READ" for row in arrivals.values())
    assert (Mail.objects.count(), RawArrival.objects.stuck().count()) == (filed, len(arrivals) - filed)


def test_the_same_mail_by_another_road_is_filed_once(house):
    first, again = arrive(), arrive(raw(received="from mx.example"))
    assert (first.verdict, again.verdict, Mail.objects.count()) == ("READ", "DUPLICATE", 1)
    assert str(Mail.objects.get().pk) in again.words


def test_another_mail_with_a_known_id_is_not_taken_for_the_same(house):
    arrive(), arrive(raw("something else"))
    assert Mail.objects.count() == 2


def test_an_arrival_that_a_second_worker_takes_up_is_filed_once(house):
    arrive()
    RawArrival.objects.update(verdict=Verdict.NEW)
    Mail.objects.all().delete()
    claimed = claim(NOON)
    file_claimed(claimed, at=NOON)
    assert file_claimed(claimed, at=NOON) is None
    assert Mail.objects.count() == 1


def test_a_fault_of_ours_is_tried_again_and_ends_nothing_else(house, monkeypatch):
    monkeypatch.setattr(filing, "place", lambda letter, organisation: 1 / 0)
    arrival = arrive()
    assert (arrival.verdict, arrival.attempts, "the log says why" in arrival.words) == ("NEW", 1, True)
    monkeypatch.undo()
    assert file_waiting(moment("2026-03-02 14:00")) == 1
    assert Mail.objects.count() == 1


def test_what_could_not_be_read_is_read_again_when_somebody_says_so(house, monkeypatch):
    monkeypatch.setattr("leadwright.inbox.letters.parsing.LONGEST_HEAD", 10)
    arrival = arrive()
    assert arrival.verdict == "UNREADABLE"
    monkeypatch.undo()
    assert read_all_again(NOON) == (1, 0)
    assert (Mail.objects.count(), Entry.objects.filter(fact="arrival.read_again").count()) == (1, 1)


@pytest.mark.parametrize(("status", "is_refused"), [("5.1.1", True), ("4.2.2", False)])
def test_an_address_to_which_a_mail_came_back_for_good_is_refused(house, status, is_refused):
    lead = make_lead(house.dina)
    message = sent(lead, "jan@customer.example")
    mail = mailed(
        bounce(message.message_id, "jan@customer.example", status=status), at=moment("2026-03-02 13:00")
    )
    assert (mail.kind, mail.lead_id) == ("bounce", lead.pk)
    assert Message.objects.get(pk=message.pk).is_refused is is_refused
    assert bool(refused_among(["Jan@Customer.example"])) is is_refused


def test_a_report_about_a_mail_to_somebody_else_refuses_nobody(house):
    message = sent(make_lead(house.dina), "jan@customer.example")
    mail = mailed(bounce(message.message_id, "other@customer.example"))
    assert (mail.lead_id, Message.objects.get(pk=message.pk).is_refused) == (None, False)


@pytest.mark.parametrize(
    ("headers", "fact", "is_contact"),
    [
        ({}, "lead.mail_received", True),
        ({"auto_submitted": "auto-replied"}, "lead.mail_automatic", False),
    ],
)
def test_what_a_program_sends_is_no_contact_with_anybody(house, headers, fact, is_contact):
    from leadwright.leads.entry_telling import contacts_among, entries_about

    contact = make_contact(house.ann, email="jan@customer.example")
    lead = make_lead(house.ann, contact=contact)
    mailed(organisation="Partner P", **headers)
    assert Entry.objects.about("lead", lead.pk).filter(fact=fact).exists()
    assert contacts_among(entries_about(lead, by=house.ann)).filter(fact=fact).exists() is is_contact


def test_the_answer_to_an_invitation_is_stored_and_said(house):
    lead = make_lead(house.dina, contact=make_contact(house.dina, email="jan@customer.example"))
    mail = mailed(calendar_answer())
    assert (mail.kind, mail.lead_id, mail.calendar["answer"]) == ("calendar_answer", lead.pk, "accepted")
    assert mail.calendar["uid"] == "meeting-1@vendor.example"
    assert Entry.objects.get(fact="lead.mail_invitation_answered").subject_id == lead.pk


@pytest.mark.parametrize(
    ("sender", "reply"), [("jan@customer.example", "accepted"), ("eve@example.org", "waiting")]
)
def test_a_guest_who_was_invited_answers_for_nobody_else(house, sender, reply):
    jan = make_contact(house.dina, kind="person", email="jan@customer.example")
    visit = plan(None, house.dina, "meeting", participants=[{"contact": jan.pk}])
    activities.invite(visit.pk, by=house.dina, at=NOON)
    answer = calendar_answer(From=f"Somebody <{sender}>").decode()
    mailed(answer.replace("meeting-1@vendor.example", uid_of(visit)).encode())
    assert visit.participants.get().reply == reply
