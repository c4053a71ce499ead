"""Guests are invited by calendar files, told of changes, and what they answer is kept; whoever does it is reminded."""

import vobject

from leadwright.activities import actions
from leadwright.activities.models import Activity, Participant
from leadwright.activities.reminding import remind_due
from leadwright.activities.subscriptions import uid_of
from leadwright.messages.channels.smtp import mail_of
from leadwright.messages.models import Message
from tests.activities.making import plan
from tests.makers import NOON, House, make_contact, moment, refused


def meeting(house: House, **more: object) -> Activity:
    lotte = make_contact(house.ann, kind="person", name="Lotte", email="lotte@example.org")
    people = [{"contact": lotte.pk}, {"user": house.bob.email}, {"user": house.ann.email}]
    return plan(None, house.ann, "meeting", subject="Third site", participants=people, **more)


def mails() -> list[tuple[str, str, str]]:
    rows = Message.objects.exclude(calendar="").order_by("pk")
    return [
        (row.address, row.calendar_method, vobject.readOne(row.calendar).vevent.summary.value) for row in rows
    ]


def test_each_guest_but_the_owner_is_asked_by_a_file_that_programs_read(house: House) -> None:
    invited = actions.invite(meeting(house).pk, by=house.ann, at=NOON)
    assert mails() == [
        ("lotte@example.org", "REQUEST", "Third site"),
        (house.bob.email, "REQUEST", "Third site"),
    ]
    mail = mail_of(Message.objects.exclude(calendar="").order_by("pk")[0]).message()
    files = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert invited.invited_at == NOON
    assert [(file.get_param("method"), file.get_content_charset()) for file in files] == [
        ("REQUEST", "utf-8")
    ]


def test_a_change_asks_anew_and_whoever_is_left_out_is_told(house: House) -> None:
    visit = actions.invite(meeting(house).pk, by=house.ann, at=NOON)
    change = {"at": "2026-03-05T10:00:00+01:00", "participants": [{"user": house.bob.email}]}
    actions.edit(visit.pk, change, by=house.ann, at=NOON, version=visit.version)
    assert [(address, method) for address, method, _title in mails()[2:]] == [
        (house.bob.email, "REQUEST"),
        ("lotte@example.org", "CANCEL"),
    ]
    assert Message.objects.filter(address=house.bob.email).latest("pk").subject == "Changed: Third site"
    sequences = [
        vobject.readOne(row.calendar).vevent.sequence.value for row in Message.objects.exclude(calendar="")
    ]
    assert len({*sequences}) == 2


def test_what_is_cancelled_or_deleted_is_withdrawn(house: House) -> None:
    first, second = meeting(house), plan(None, house.ann, participants=[{"user": house.bob.email}])
    for visit in (first, second):
        actions.invite(visit.pk, by=house.ann, at=NOON)
    actions.cancel(first.pk, by=house.ann, at=NOON, reason="ill")
    actions.delete(second.pk, by=house.ann, at=NOON)
    assert [method for _address, method, _title in mails()].count("CANCEL") == 3


def test_an_answer_is_kept_of_whom_was_invited_and_of_nobody_else(house: House) -> None:
    visit = meeting(house)
    answer = {"address": "lotte@example.org", "reply": "declined", "at": NOON}
    assert not actions.take_answer(uid_of(visit), **answer)
    actions.invite(visit.pk, by=house.ann, at=NOON)
    assert actions.take_answer(uid_of(visit), **answer)
    assert not actions.take_answer(uid_of(visit), **answer | {"address": "eve@example.org"})
    assert not actions.take_answer(uid_of(visit), **answer | {"reply": "delegated"})
    assert Participant.objects.get(contact__name="Lotte").reply == "declined"


def test_who_answered_is_not_asked_once_more_because_of_somebody_new_but_for_another_time(
    house: House,
) -> None:
    visit = actions.invite(meeting(house).pk, by=house.ann, at=NOON)
    actions.take_answer(uid_of(visit), address="lotte@example.org", reply="accepted", at=NOON)
    max_ = make_contact(house.ann, kind="person", name="Max", email="max@example.org")
    visit = actions.add_participant(visit.pk, {"contact": max_.pk}, by=house.ann, at=NOON)
    assert (answer_of("lotte"), answer_of("max")) == (("ACCEPTED", "FALSE"), ("NEEDS-ACTION", "TRUE"))
    later = {"at": "2026-03-05T10:00:00+01:00"}
    actions.edit(visit.pk, later, by=house.ann, at=NOON, version=visit.version)
    assert answer_of("lotte") == ("NEEDS-ACTION", "TRUE")


def answer_of(name: str) -> tuple[str, str]:
    """Return what the newest calendar file says of a guest: the answer, and whether there is to be one."""
    file = vobject.readOne(Message.objects.exclude(calendar="").latest("pk").calendar)
    (guest,) = (row for row in file.vevent.attendee_list if name in row.value)
    return guest.params["PARTSTAT"][0], guest.params["RSVP"][0]


def test_nobody_can_be_invited_who_has_no_address(house: House) -> None:
    silent = make_contact(house.ann, kind="person", name="Mum", email="", phone="+3225550101")
    with refused("FIELD_INVALID", "participants"):
        actions.invite(plan(None, house.ann, participants=[{"contact": silent.pk}]).pk, by=house.ann, at=NOON)


def test_the_owner_is_reminded_once_before_it_begins_and_again_where_it_was_moved(house: House) -> None:
    visit = meeting(house, remind=60)
    assert (remind_due(moment("2026-03-03 13:59")), remind_due(moment("2026-03-03 14:00"))) == (0, 1)
    assert remind_due(moment("2026-03-03 14:30")) == 0
    assert Message.objects.get(kind="activity_reminder").recipient_user == house.ann
    visit.refresh_from_db()
    later = {"at": "2026-03-04T15:00:00+01:00"}
    actions.edit(visit.pk, later, by=house.ann, at=moment("2026-03-03 14:31"), version=visit.version)
    assert remind_due(moment("2026-03-04 14:00")) == 1


def test_who_is_moved_closer_than_the_reminder_is_reminded_at_once(house: House) -> None:
    visit = meeting(house, remind=120, when="2026-03-03T17:00:00+01:00")
    sooner = {"at": "2026-03-03T13:00:00+01:00"}
    noon = moment("2026-03-03 12:10")
    actions.edit(visit.pk, sooner, by=house.ann, at=noon, version=visit.version)
    assert (remind_due(noon), remind_due(noon)) == (1, 0)
