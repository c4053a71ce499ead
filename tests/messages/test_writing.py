"""A message is one row to one recipient, in the reader's words, with nothing slipped into its head."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from jinja2 import UndefinedError
from markupsafe import escape

from leadwright.foundation.refusals import Refused
from leadwright.history.facts import SYSTEM
from leadwright.history.models import Entry
from leadwright.messages import actions
from leadwright.messages.addresses import single_address
from leadwright.messages.models import Message
from leadwright.messages.questions import poke_sender
from leadwright.messages.reactions import mail_invitation
from leadwright.messages.rendering import TEMPLATES, words
from leadwright.people.actions.organisations import add_group, add_unit, establish
from leadwright.people.models import Profile, User
from tests.messages.writing import LEAD, NOON, queue

BASES = {"base", "lead", "bare"}
MAILS = sorted({path.stem for path in (TEMPLATES / "mail").glob("*.txt")} - BASES)
OF_OTHER_THINGS = {
    "invitation",
    "password_reset",
    "confirm_email",
    "account_notice",
    "sought",
    "anchor",
    "confirm_consent",
    "many_numbers",
    "communication",
    "marketing",
    "notifications",
    "activity_invitation",
    "activity_reminder",
    "activity_withdrawn",
    "task_due",
}
NO_SECRET = {
    *("anchor", "many_numbers", "communication", "notifications"),
    *("activity_invitation", "activity_reminder", "activity_withdrawn", "task_due"),
}
ABOUT_LEADS = sorted(set(MAILS) - OF_OTHER_THINGS)
EVERYTHING = {
    **LEAD,
    "name": "Ann",
    "expires_at": NOON,
    "subject": "Signed in",
    "text": "From a new device.",
    "line": "history 1 ab",
    "lines": [("A lead is offered to you", "L-17"), ("Mail arrived on your lead", "L-18")],
    "title": "Third site",
    "starts_at": NOON,
    "ends_at": NOON,
    "place": "Ghent",
    "owner": "Ann",
    "is_changed": True,
    "is_late": False,
    "in_charge": "Bob",
    "purpose": "Newsletter",
    "channel": "E-mail",
    "wording": "Yes, I want it.",
    "until": NOON,
    "withdraw_link": "https://leads.example/consent/withdraw/x/",
}


def make_user(**more) -> User:
    firm = establish("North", country="BE", time_zone="Europe/Brussels", by=SYSTEM, at=NOON)
    unit = add_unit(add_group(firm, name="Sales"), name="Inside")
    more = {"email": "ann@north.example", "name": "Ann", **more}
    user = User.objects.create(organisation=firm, unit=unit, date_joined=NOON, **more)
    user.profiles.set([Profile.objects.get(code="portal-writer")])
    return user


@pytest.mark.parametrize("template", MAILS)
def test_each_mail_has_a_one_line_subject_and_the_same_words_in_html(template):
    said = words(template, EVERYTHING, language="en", time_zone="UTC")
    assert said.subject
    assert "\n" not in said.subject
    for line in filter(None, said.text.split("\n")):
        assert str(escape(line)) in said.html
    assert "\n\n\n" not in said.text


@pytest.mark.parametrize("template", ABOUT_LEADS)
def test_a_mail_about_a_lead_names_it_and_links_to_it(template, settings):
    settings.BASE_URL = "https://leads.example"
    said = words(template, EVERYTHING, language="en", time_zone="UTC")
    assert said.subject.endswith(": L-17 · Lumen")
    assert "L-17 · Jan Peeters\nOffices in Ghent\nhttps://leads.example/leads/17/\n" in said.text
    assert '<a href="https://leads.example/leads/17/">' in said.html


def test_a_moment_is_told_in_the_readers_zone_and_language():
    brussels = words("new_lead", EVERYTHING, language="nl", time_zone="Europe/Brussels")
    tokyo = words("new_lead", EVERYTHING, language="en", time_zone="Asia/Tokyo")
    assert "do 5 mrt 2026, 23:59" in brussels.text
    assert "Fri 6 Mar 2026, 07:59" in tokyo.text
    assert '<html lang="nl">' in brussels.html


def test_a_value_that_is_missing_is_an_error_and_no_gap():
    with pytest.raises(UndefinedError, match="sender"):
        words("new_lead", {"name": "", "number": 1, "link": "/"}, language="en", time_zone="UTC")


def test_words_of_users_are_shown_and_never_rendered():
    rude = {
        **EVERYTHING,
        "description": "{{ 7*7 }} <script>alert(1)</script> %(name)s",
        "sender": "{% debug %} 100%",
    }
    said = words("new_lead", rude, language="en", time_zone="UTC")
    assert "{{ 7*7 }} <script>alert(1)</script> %(name)s" in said.text
    assert "{% debug %} 100% has sent you a lead." in said.text
    assert "<script>" not in said.html


def test_a_link_elsewhere_is_not_made_clickable():
    said = words(
        "new_lead", {**EVERYTHING, "description": "https://evil.example/"}, language="en", time_zone="UTC"
    )
    assert said.html.count("<a ") == 1


@pytest.mark.django_db
def test_a_user_is_written_to_in_the_own_language_and_zone():
    user = make_user(language="nl", time_zone="Europe/Brussels")
    message = queue(to=user)
    assert (message.recipient_user, message.address, message.language) == (user, "ann@north.example", "nl")
    assert "do 5 mrt 2026, 23:59" in message.text
    assert "Ann" in message.text


@pytest.mark.django_db
def test_a_key_writes_one_message():
    assert queue(key="slot:1:user:2")
    assert queue(key="slot:1:user:2") is None
    assert Message.objects.count() == 1


@pytest.mark.usefixtures("committed")
def test_two_writers_of_one_key_write_one_message():
    together = Barrier(4)

    def write():
        try:
            together.wait()
            return queue(key="slot:1:user:2")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(write) for _ in range(4)]
        assert sum(job.result() is not None for job in jobs) == 1
    assert Message.objects.count() == 1


@pytest.mark.usefixtures("committed")
def test_a_message_goes_with_what_it_tells_about():
    with transaction.atomic():
        assert queue()
        transaction.set_rollback(True)
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_a_message_id_is_unique_and_of_this_house(settings):
    settings.BASE_URL = "https://leads.example:8443"
    first, second = queue(), queue()
    assert first.message_id != second.message_id
    assert first.message_id.endswith("@leads.example>")


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example, evil@x.example",
        "a@b.example;evil@x.example",
        "Ann <ann@b.example>",
        '"a,b"@c.example',
        "a b@c.example",
        "a@b.example\nBcc: evil@x.example",
        "a@b.example\r\n",
        "a\x00@b.example",
        "a@b.example\u2028",
        "=?utf-8?q?a=0ABcc:_x?=@b.example",
        "",
        "a" * 250 + "@b.example",
    ],
)
def test_what_is_not_one_plain_address_is_refused(address):
    with pytest.raises(Refused) as refusal:
        single_address(address)
    assert (refusal.value.code, refusal.value.errors[0].field) == ("FIELD_INVALID", "address")


@pytest.mark.parametrize(
    "subject",
    ["a\nBcc: x@y.example", "a\rb", "a\x0bb", "a\x85b", "a\u2028b", "a\x00b", "=?utf-8?q?a=0ABcc:_x?="],
)
@pytest.mark.django_db
def test_a_subject_that_could_change_the_head_is_refused(subject):
    with pytest.raises(Refused, match="FIELD_INVALID"):
        queue("account_notice", context={"subject": subject, "text": "x"})
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_only_mails_that_let_somebody_in_hold_a_secret():
    context = EVERYTHING | {"subject": "x"}
    held = {template: queue(template, context=context).holds_secret for template in MAILS}
    assert {t for t, secret in held.items() if secret} == set(MAILS) - set(ABOUT_LEADS) - NO_SECRET


@pytest.mark.django_db
def test_a_worker_is_woken_for_each_message_that_was_written():
    kept, calls = poke_sender._answer, []
    poke_sender.bind(lambda: calls.append(1))
    queue(key="one"), queue(key="one")
    poke_sender.bind(kept)
    assert calls == [1]


@pytest.mark.django_db
def test_an_invitation_is_mailed_once_for_each_link():
    user = make_user()
    fact = SimpleNamespace(user=user, link="https://leads.example/invitation/abc/", by=SYSTEM, at=NOON)
    mail_invitation(fact), mail_invitation(fact)
    message = Message.objects.get()
    assert "https://leads.example/invitation/abc/" in message.text
    assert "abc" not in message.key
    assert (message.holds_secret, message.subject_kind, message.subject_id) == (True, "user", user.pk)
    assert "9 Mar 2026" in message.text


@pytest.mark.django_db
def test_the_tap_is_turned_once_and_leaves_an_entry():
    for _ in range(2):
        actions.pause(by=SYSTEM, at=NOON)
    assert actions.is_paused()
    for _ in range(2):
        actions.resume(by=SYSTEM, at=datetime(2026, 3, 3, tzinfo=UTC))
    assert not actions.is_paused()
    assert list(Entry.objects.order_by("pk").values_list("fact", flat=True)) == [
        "outbound.paused",
        "outbound.resumed",
    ]


@pytest.mark.parametrize("name", ABOUT_LEADS)
def test_a_notice_about_a_lead_names_the_company_in_its_subject(name):
    for language in ("en", "nl"):
        assert words(name, EVERYTHING, language=language, time_zone="UTC").subject.endswith("L-17 · Lumen")


def test_a_time_in_a_mail_carries_its_zone():
    said = words("new_lead", EVERYTHING, language="en", time_zone="Europe/Brussels")
    assert "by Thu 5 Mar 2026, 23:59 (Europe/Brussels)." in said.text


def test_an_offer_can_be_accepted_from_the_mail_by_a_link_without_a_secret(settings):
    link = f"{settings.BASE_URL}/leads/17/accept/"
    said = words("new_lead", EVERYTHING | {"accept_link": link}, language="en", time_zone="UTC")
    assert f"\n\nAccept: {link}\n" in said.text
    assert f'<a href="{link}"><font color="#ffffff"><b>Accept</b></font></a>' in said.html
    assert "accept/" not in words("new_lead", EVERYTHING, language="en", time_zone="UTC").text
