"""What an activity says is kept by every change of it: in its history, on its lead, and for its guests."""

from leadwright.activities import actions
from leadwright.activities.actions.editing import WATCHED
from leadwright.activities.agenda import busy_times, events_of
from leadwright.activities.field_words import label_of
from leadwright.activities.lifecycle import Verb, allowed_actions
from leadwright.activities.models import Participant
from leadwright.activities.reminding import remind_due
from leadwright.activities.subscriptions import sequence_of, uid_of
from leadwright.history.models import Entry
from leadwright.leads import actions as leads
from leadwright.messages.channels.smtp import mail_of
from leadwright.messages.models import Message
from leadwright.messages.questions import has_passed
from tests.activities.making import anew, log, plan
from tests.makers import NOON, House, change_rights, fresh, make_contact, make_lead, moment, refused


def edit(activity, by, **change: object):
    return actions.edit(activity.pk, change, by=by, at=NOON, version=anew(activity).version)


def euros(amount: str, currency: str = "EUR") -> dict[str, str]:
    return {"amount": amount, "currency": currency}


def mails() -> list[Message]:
    return list(Message.objects.exclude(calendar="").order_by("pk"))


def test_everything_that_an_edit_can_change_has_a_name_in_history(house: House) -> None:
    names = {name.removesuffix("_id") for name in WATCHED} - {"target_amount", "target_currency"}
    assert all(label_of(name) for name in (*names, "contacts", "users"))


def test_an_amount_alone_is_a_change_that_its_history_and_its_lead_know(house: House) -> None:
    lead = make_lead(house.ann)
    call = plan(lead, house.ann, target_amount=euros("1000.00"))
    edit(call, house.ann, target_amount=euros("1500.00"))
    entry = Entry.objects.filter(fact="activity.edited").get()
    assert entry.details["changes"]["target_amount"] == ["1000.0000", "1500.00"]
    assert entry.details["changes"]["target_currency"] == ["EUR", "EUR"]
    assert (fresh(lead).target_amount, fresh(lead).target_currency) == (1500, "EUR")


def test_an_amount_takes_its_currency_to_the_lead(house: House) -> None:
    lead = make_lead(house.ann, target_amount=euros("9.00", "USD"))
    call = plan(lead, house.ann, target_amount=euros("1000.00"))
    edit(call, house.ann, target_amount=euros("2000.00"))
    edit(call, house.ann, target_amount=euros("2000.00", "CHF"))
    assert (fresh(lead).target_amount, fresh(lead).target_currency) == (2000, "CHF")
    last = Entry.objects.filter(fact="lead.edited").latest("pk")
    assert last.details["changes"]["target_amount"] == ["2000.0000", "2000.00"]


def test_an_invitation_says_nothing_internal_and_reaches_nobody_who_is_blocked(house: House) -> None:
    lotte = make_contact(house.ann, kind="person", name="Lotte", email="lotte@example.org")
    mum = make_contact(house.ann, kind="person", name="Mum", email="mum@example.org", blocked=True)
    people = [{"contact": lotte.pk}, {"contact": mum.pk}]
    lead = make_lead(house.ann)
    visit = plan(lead, house.ann, "meeting", details="do not tell", remind=60, participants=people)
    actions.invite(visit.pk, by=house.ann, at=NOON)
    (message,) = Message.objects.exclude(calendar="")
    assert message.address == "lotte@example.org"
    file = message.calendar + str(mail_of(message).message())
    assert not any(text in file for text in ("do not tell", "VALARM", "/activities/", lead.contact.name))


def test_an_invitation_stays_behind_once_its_guest_is_blocked_and_a_withdrawal_leaves(house: House) -> None:
    lotte = make_contact(house.ann, kind="person", name="Lotte", email="lotte@example.org")
    lead = make_lead(house.ann)
    people = [{"contact": lotte.pk}, {"user": house.bob.email}]
    visit = plan(lead, house.ann, "meeting", participants=people)
    actions.invite(visit.pk, by=house.ann, at=NOON)
    lotte.is_blocked = True
    lotte.save()
    assert [row.address for row in mails() if not has_passed(row)] == [house.bob.email]
    actions.cancel(visit.pk, by=house.ann, at=NOON, reason="ill")
    type(lead).objects.filter(pk=lead.pk).update(deleted_at=NOON)
    assert [row.calendar_method for row in mails() if not has_passed(row)] == ["CANCEL"]


def test_an_answer_counts_for_the_time_that_was_asked_about(house: House) -> None:
    lotte = make_contact(house.ann, kind="person", name="Lotte", email="lotte@example.org")
    visit = plan(None, house.ann, "meeting", participants=[{"contact": lotte.pk}])
    actions.invite(visit.pk, by=house.ann, at=NOON)
    actions.take_answer(uid_of(visit), address=lotte.email, reply="accepted", at=NOON)
    edit(visit, house.ann, subject="Third site")
    assert Participant.objects.get().reply == "accepted"
    edit(visit, house.ann, at="2026-03-06T15:00:00+01:00")
    assert (Participant.objects.get().reply, Participant.objects.get().replied_at) == ("waiting", None)
    answer = {"address": lotte.email, "reply": "accepted", "at": NOON}
    assert not actions.take_answer(uid_of(visit), **answer, sequence=1)
    assert actions.take_answer(uid_of(visit), **answer, sequence=sequence_of(anew(visit)))


def test_what_is_based_on_another_is_of_the_same_company_and_of_a_lead_that_takes_work(house: House) -> None:
    lead = house.accepted()
    call = log(lead, house.ann)
    actions.share(call.pk, by=house.ann, at=NOON)
    with refused("PERMISSION_DENIED"):
        plan(None, house.dina, based_on=call.pk)


def test_what_follows_on_a_closed_lead_is_refused_before_anything_is_typed(house: House) -> None:
    lead = make_lead(house.ann)
    call = log(lead, house.ann)
    leads.cancel(lead.pk, by=house.ann, at=NOON)
    possible = {row.action for row in allowed_actions(anew(call), house.ann) if row.allowed}
    assert Verb.FOLLOW_UP not in possible


def test_whoever_is_reminded_already_is_reminded_anew_at_another_time_before(house: House) -> None:
    visit = plan(None, house.ann, "meeting", remind=1440)
    assert remind_due(moment("2026-03-02 15:00")) == 1
    edit(visit, house.ann, remind=15)
    assert (remind_due(moment("2026-03-03 14:44")), remind_due(moment("2026-03-03 14:45"))) == (0, 1)
    assert Message.objects.filter(kind="activity_reminder").count() == 2


def test_in_a_calendar_stands_no_more_of_a_meeting_than_its_guest_may_know(house: House) -> None:
    lead = make_lead(house.ann)
    plan(lead, house.ann, "meeting", subject="Visit", participants=[{"user": house.bob.email}])
    change_rights(house.bob, lead_view="own")
    house.bob.refresh_from_db()
    span = (moment("2026-03-03 00:00"), moment("2026-03-04 00:00"))
    (event,) = [row for row in events_of(house.bob, *span) if row.kind == "activity"]
    assert (event.title, event.detail, event.id, event.may_move) == ("Visit", "", 0, False)


def test_a_colleague_who_is_away_since_yesterday_is_busy_today(house: House) -> None:
    plan(None, house.bob, "meeting", when="2026-03-02T09:00:00+01:00", end="2026-03-04T18:00:00+01:00")
    times = busy_times([house.bob], moment("2026-03-03 00:00"), moment("2026-03-04 00:00"))
    assert [row.title for row in times] == [house.bob.name]


def test_a_guest_reads_the_new_time_after_a_change_and_by_his_own_language(house: House) -> None:
    lotte = make_contact(house.ann, kind="person", name="Lotte", email="lotte@example.org", language="nl")
    visit = plan(None, house.ann, "meeting", subject="Bezoek", participants=[{"contact": lotte.pk}])
    actions.invite(visit.pk, by=house.ann, at=NOON)
    edit(visit, house.ann, at="2026-03-06T15:00:00+01:00")
    message = mails()[-1]
    assert "6 mrt 2026" in message.text
    assert "3 mrt 2026" not in message.text
