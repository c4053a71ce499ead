"""Asking by mail: the link confirms once, the other withdraws at any time, and both by POST alone."""

import re

import pytest
from django.test import Client

from leadwright.consent import actions
from leadwright.consent.models import Confirmation, Event, WithdrawalLink
from leadwright.contacts.actions import merge, unmerge
from leadwright.foundation.clock import now
from leadwright.messages.models import Message
from tests.consent.telling import DAY, allowed, say, stands
from tests.makers import NOON, make_contact, refused


def ask(house, contact, *, at=NOON, **more) -> Message:
    say("given", contact, by=house.ann, at=at, confirm=True, **more)
    return Message.objects.filter(kind="confirm_consent").latest("pk")


def token_in(message: Message, place: str) -> str:
    return re.search(rf"/consent/{place}/([\w-]+)/", message.text)[1]


def test_who_is_asked_waits_until_the_link_confirms(house, eva):
    mail = ask(house, eva)
    assert (mail.address, stands(eva), allowed(eva)) == ("eva@example.org", "awaiting", False)
    event = actions.confirm(token_in(mail, "confirm"), at=NOON + DAY)
    assert (event.act, event.origin, event.wording.version) == ("confirmed", "person", 1)
    assert allowed(eva, at=NOON + DAY)


def test_the_link_works_once_and_not_for_ever(house, eva):
    token = token_in(ask(house, eva), "confirm")
    with refused("LINK_USED_UP"):
        actions.confirm(token, at=NOON + 15 * DAY)
    actions.confirm(token, at=NOON + DAY)
    with refused("LINK_USED_UP"):
        actions.confirm(token, at=NOON + DAY)
    assert Event.objects.filter(act="confirmed").count() == 1


def test_the_mail_shows_the_exact_wording_in_the_language_of_the_contact(house):
    lies = make_contact(house.ann, kind="person", name="Lies", email="lies@example.org", language="nl-BE")
    mail = ask(house, lies)
    event = Event.objects.get()
    assert (mail.language, event.wording.language) == ("nl", "nl")
    assert event.wording.text in mail.text.replace("\n", " ")


def test_the_mail_carries_the_headers_of_one_click(house, eva):
    mail = ask(house, eva)
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert token_in(mail, "withdraw") in mail.headers["List-Unsubscribe"]
    assert mail.headers["List-Unsubscribe"].startswith("<http")


def test_only_digests_of_the_links_are_kept(house, eva):
    mail = ask(house, eva)
    assert mail.holds_secret
    kept = Confirmation.objects.get().digest + WithdrawalLink.objects.get().digest
    assert token_in(mail, "confirm") not in kept
    assert token_in(mail, "withdraw") not in kept
    assert len(token_in(mail, "confirm")) >= 43


def test_a_contact_without_an_address_cannot_be_asked(house):
    contact = make_contact(house.ann, email="", phone="+3232345678")
    with refused("FIELD_INVALID", "confirm"):
        say("given", contact, by=house.ann, confirm=True)
    assert not Event.objects.exists()


def test_a_refusal_and_a_newer_question_end_an_open_one(house, eva):
    first = token_in(ask(house, eva), "confirm")
    second = token_in(ask(house, eva, at=NOON + DAY), "confirm")
    with refused("LINK_USED_UP"):
        actions.confirm(first, at=NOON + DAY)
    say("withdrawn", eva, by=house.ann, at=NOON + 2 * DAY)
    with refused("LINK_USED_UP"):
        actions.confirm(second, at=NOON + 3 * DAY)
    assert stands(eva, at=NOON + 3 * DAY) == "no"


def test_looking_at_the_links_changes_nothing(house, eva):
    mail, client = ask(house, eva, at=now()), Client()
    for place in ("confirm", "withdraw"):
        page = client.get(f"/consent/{place}/{token_in(mail, place)}/")
        assert page.status_code == 200
        assert "<button" in page.text
        assert "Eva" not in page.text
    assert Event.objects.count() == 1


def test_the_button_confirms_without_cookie_or_token_of_a_form(house, eva):
    token = token_in(ask(house, eva, at=now()), "confirm")
    client = Client(enforce_csrf_checks=True)
    assert client.post(f"/consent/confirm/{token}/").status_code == 200
    assert allowed(eva, at=now())
    assert client.post(f"/consent/confirm/{token}/").status_code == 410
    assert client.get(f"/consent/confirm/{token}/").status_code == 410


def test_one_click_withdraws_without_cookie_and_never_redirects(house, eva):
    token = token_in(ask(house, eva, at=now()), "withdraw")
    client = Client(enforce_csrf_checks=True)
    body = {"content_type": "application/x-www-form-urlencoded"}
    answers = [
        client.post(f"/consent/withdraw/{row}/", "List-Unsubscribe=One-Click", **body)
        for row in (token, token, "never-was")
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len({answer.content for answer in answers}) == 1
    assert not answers[0].cookies
    assert [row.act for row in Event.objects.in_order()] == ["given", "withdrawn"]
    assert stands(eva, at=now()) == "no"


FORM = "application/x-www-form-urlencoded"
OTHER_BODIES = {
    "nothing": ("", FORM),
    "another value": ("List-Unsubscribe=No", FORM),
    "another name": ("unsubscribe=One-Click", FORM),
    "more": ("List-Unsubscribe=One-Click&List-Unsubscribe=x", FORM),
    "json": ('{"List-Unsubscribe": "One-Click"}', "application/json"),
    "text": ("List-Unsubscribe=One-Click", "text/plain"),
}


@pytest.mark.parametrize("body", OTHER_BODIES)
def test_any_other_body_withdraws_nothing(house, eva, body):
    token = token_in(ask(house, eva, at=now()), "withdraw")
    actions.confirm(token_in(Message.objects.latest("pk"), "confirm"), at=now())
    text, kind = OTHER_BODIES[body]
    for row in (token, "never-was"):
        answer = Client().post(f"/consent/withdraw/{row}/", text, content_type=kind)
        assert (answer.status_code, answer.has_header("Location")) == (400, False)
    assert allowed(eva, at=now())


def test_the_button_of_the_page_says_what_it_is_and_withdraws(house, eva):
    token, client = token_in(ask(house, eva, at=now()), "withdraw"), Client()
    page = client.get(f"/consent/withdraw/{token}/").text
    name, value = re.search(r'type="hidden" name="([^"]+)" value="([^"]+)"', page).groups()
    assert client.post(f"/consent/withdraw/{token}/", {name: value}).status_code == 200
    assert stands(eva, at=now()) == "no"


@pytest.mark.parametrize("place", ["confirm", "withdraw"])
def test_a_link_that_never_was_is_not_found(db, place):
    assert Client().get(f"/consent/{place}/never-was/").status_code == 404


def test_the_answer_of_a_merged_contact_counts_for_the_one_that_stands(house, eva):
    other = make_contact(house.ann, kind="person", name="Eva B", email="b@example.org")
    mail = ask(house, other)
    merge(eva.pk, other=other.pk, by=house.ann, at=NOON)
    actions.confirm(token_in(mail, "confirm"), at=NOON + DAY)
    assert allowed(eva, at=NOON + DAY)


def test_an_answer_stays_with_who_was_asked_when_a_merger_is_undone(house, eva):
    other = make_contact(house.ann, kind="person", name="Eva B", email="b@example.org")
    mail = ask(house, other)
    merge(eva.pk, other=other.pk, by=house.ann, at=NOON)
    actions.withdraw(token_in(mail, "withdraw"), at=NOON + DAY)
    unmerge(eva.pk, by=house.ann, at=NOON + 2 * DAY)
    assert (stands(other, at=NOON + 2 * DAY), stands(eva, at=NOON + 2 * DAY)) == ("no", "unknown")
