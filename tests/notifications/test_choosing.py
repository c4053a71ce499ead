"""What people choose: what stands in the list, what is mailed at once or each morning, and never in quiet hours."""

from datetime import time

import pytest

from leadwright.clocks.sweep import sweep
from leadwright.history.models import Entry
from leadwright.leads import actions as leads
from leadwright.messages.models import Message
from leadwright.notifications import actions, mailing
from leadwright.notifications.kinds import Kind
from leadwright.notifications.mailing import mail_due
from leadwright.notifications.models import Notification
from leadwright.privacy.erasing import erase
from tests.api.conftest import Talk
from tests.makers import NOON, House, make_contact, make_lead, moment, refused
from tests.notifications.reading import kinds_for
from tests.privacy.planting import administrator


def choose(user, **chosen: object) -> None:
    actions.choose({"listed": Kind.values} | chosen, by=user, at=NOON)


def mention_bob(house: House, *, at=NOON) -> int:
    lead = make_lead(house.ann)
    return leads.write_note(lead.pk, {"text": "@Bob"}, by=house.ann, at=at).lead_id


def mails_of(user) -> list[str]:
    rows = Message.objects.filter(recipient_user=user, kind="notifications").order_by("pk")
    return [row.subject for row in rows]


def test_what_is_not_wanted_anywhere_is_not_written(house: House) -> None:
    choose(house.bob, listed=[])
    mention_bob(house)
    assert not Notification.objects.filter(user=house.bob).exists()


def test_what_is_only_mailed_stands_in_no_list(house: House) -> None:
    choose(house.bob, listed=[], at_once=["mentioned"])
    lead = mention_bob(house)
    assert mail_due(NOON) == 1
    assert mail_due(NOON) == 0
    assert (kinds_for(house.bob), mails_of(house.bob)) == ([], ["Ann mentioned you in a note"])
    assert f"L-{lead}" in Message.objects.get(kind="notifications").text


def test_what_happens_in_a_day_is_mailed_together_in_the_readers_morning(house: House) -> None:
    house.bob.time_zone = "America/New_York"
    house.bob.save()
    choose(house.bob, gathered=["mentioned"])
    for _time in range(2):
        mention_bob(house, at=moment("2026-03-02 15:00"))
    assert mail_due(moment("2026-03-03 13:59")) == 0
    assert mail_due(moment("2026-03-03 14:00")) == 1
    assert mails_of(house.bob) == ["2 notifications"]


@pytest.mark.parametrize(
    ("begin", "end", "at", "sent"),
    [
        (time(20), time(7), "2026-03-02 22:00", "2026-03-03 07:00"),
        (time(20), time(7), "2026-03-02 06:59", "2026-03-02 07:00"),
        (time(12), time(14), "2026-03-02 12:00", "2026-03-02 14:00"),
        (time(20), time(7), "2026-03-02 07:00", "2026-03-02 07:00"),
    ],
)
def test_in_quiet_hours_mails_wait_and_the_list_does_not(
    house: House, begin: time, end: time, at: str, sent: str
) -> None:
    choose(house.bob, at_once=["mentioned"], quiet_from=begin, quiet_to=end)
    mention_bob(house, at=moment(at))
    assert kinds_for(house.bob) == ["mentioned"]
    assert Notification.objects.get(user=house.bob).mail_at == moment(sent)


def test_quiet_hours_that_are_chosen_later_hold_for_what_waits(house: House) -> None:
    choose(house.bob, at_once=["mentioned"])
    mention_bob(house)
    choose(house.bob, at_once=["mentioned"], quiet_from=time(11), quiet_to=time(13))
    assert (mail_due(NOON), mail_due(moment("2026-03-02 13:00"))) == (0, 1)


def test_what_was_read_or_is_out_of_reach_by_then_is_not_mailed(house: House) -> None:
    choose(house.bob, at_once=["mentioned"])
    mention_bob(house)
    actions.read_all(by=house.bob, at=NOON)
    assert (mail_due(NOON), mails_of(house.bob)) == (0, [])


def test_nobody_is_mailed_twice_of_what_is_mailed_anyway(house: House) -> None:
    with refused("FIELD_INVALID", "at_once"):
        choose(house.ann, at_once=["offered"])
    house.offered()
    assert mail_due(moment("2026-03-05 12:00")) == 0
    assert Message.objects.filter(recipient_user=house.ann).count() == 1


def test_a_kind_is_mailed_at_once_or_gathered_and_quiet_hours_have_two_ends(house: House) -> None:
    with refused("FIELD_INVALID", "gathered"):
        choose(house.bob, at_once=["mail"], gathered=["mail"])
    with refused("FIELD_REQUIRED", "quiet_to"):
        choose(house.bob, quiet_from=time(20))


def test_what_does_not_fit_into_a_mail_is_in_the_next_one(house: House, monkeypatch) -> None:
    monkeypatch.setattr(mailing, "MOST_LINES", 2)
    choose(house.bob, at_once=["mentioned"])
    for _time in range(3):
        mention_bob(house)
    assert (mail_due(NOON), mail_due(NOON), mail_due(NOON)) == (1, 1, 0)
    assert mails_of(house.bob) == ["2 notifications", "Ann mentioned you in a note"]


def test_a_deadline_is_mailed_by_choice_where_no_reminder_says_the_same(house: House) -> None:
    choose(house.ann, at_once=["due"])
    house.accepted()
    make_lead(house.ann, expected_completion_at="2026-03-20T12:00:00+01:00")
    for day in ("2026-03-17 12:00", "2026-03-21 12:00"):
        sweep(moment(day))
        mail_due(moment(day))
    assert Message.objects.filter(kind="lead_update").count() == 2
    assert [text.partition(":")[0] for text in mails_of(house.ann)] == ["Complete by"]


def test_an_erased_name_is_gone_from_what_was_mailed_of_several_things(house: House) -> None:
    contact = make_contact(house.dina, kind="person", name="Lotte Verhulst")
    choose(house.bob, at_once=["mentioned"])
    lead = house.accepted(contact=contact)
    leads.write_note(lead.pk, {"text": "@Bob"}, by=house.ann, at=NOON)
    mail_due(NOON)
    assert "Verhulst" in Message.objects.get(kind="notifications").text
    erase([contact.pk], by=administrator(house), at=NOON)
    assert "Verhulst" not in Message.objects.get(kind="notifications").text


def test_a_program_chooses_some_of_it_and_the_rest_stays(house: House) -> None:
    choose(house.bob, at_once=["mail"], quiet_from=time(20), quiet_to=time(7))
    talk = Talk(house.bob)
    answer = talk.patch("/notifications/choice", {"listed": ["mail", "mentioned"], "gathered": ["mentioned"]})
    chosen = {"listed": ["mentioned", "mail"], "at_once": ["mail"], "gathered": ["mentioned"]}
    assert (answer.status_code, answer.json()) == (200, chosen | {"quiet_from": "20:00", "quiet_to": "07:00"})
    talk.patch("/notifications/choice", {"quiet_from": None, "quiet_to": None})
    nothing = {"quiet_from": None, "quiet_to": None}
    assert talk.get("/notifications/choice").json() == chosen | nothing
    assert actions.choice_of(house.ann).unlisted == []


def test_what_a_program_sends_again_is_recorded_once(house: House) -> None:
    facts = Entry.objects.filter(fact="user.notifications_chosen")
    for _time in range(2):
        Talk(house.bob).patch("/notifications/choice", {"at_once": ["mail"]})
    Talk(house.bob).patch("/notifications/choice", {})
    assert facts.count() == 1


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"listed": "mail"}, "listed"),
        ({"listed": [["mail"]]}, "listed"),
        ({"listed": ["weather"]}, "listed"),
        ({"at_once": ["offered"]}, "at_once"),
        ({"gathered": ["mentioned"]}, "gathered"),
        ({"quiet_from": "20:00"}, "quiet_to"),
        ({"quiet_from": "8pm", "quiet_to": "07:00"}, "quiet_from"),
        ({"quiet_from": "24:00", "quiet_to": "07:00"}, "quiet_from"),
        ({"sound": True}, "sound"),
    ],
)
def test_what_cannot_be_chosen_is_named_and_nothing_is_stored(house: House, sent: dict, field: str) -> None:
    choose(house.bob, at_once=["mentioned"])
    answer = Talk(house.bob).patch("/notifications/choice", sent)
    assert (answer.status_code, [error["pointer"] for error in answer.json()["errors"]]) == (
        422,
        [f"/{field}"],
    )
    assert actions.choice_of(house.bob).at_once == ["mentioned"]
