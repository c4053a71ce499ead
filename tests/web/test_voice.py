"""The product speaks with one voice: terms can be read again, an address is an e-mail, a time has its zone."""

import re

import pytest
from django.test import Client

from leadwright.consent.actions import enter as write_consent
from leadwright.foundation.clock import now
from leadwright.messages.models import Message
from leadwright.people.actions.sign_in import accept_terms, publish_terms
from tests.makers import NOON, make_contact, moment


def test_terms_can_be_read_again_with_version_and_day_in_the_readers_language(house, enter):
    publish_terms({"en": "Be kind.", "nl": "Wees vriendelijk."}, at=NOON)
    accept_terms(house.ann, at=moment("2026-03-05 10:00"))
    client = enter(house.ann)
    page = client.get("/terms/agreed/").text
    assert re.search(r"Version \d+, in force since 2 Mar 2026. You agreed on Thu 5 Mar 2026, 10:00", page)
    assert "Be kind." in page
    house.ann.language = "nl"
    house.ann.save()
    assert "Wees vriendelijk." in client.get("/terms/agreed/").text


def test_a_newer_version_that_nobody_agreed_to_is_not_what_was_agreed(house, enter):
    publish_terms({"en": "Newer rules."}, at=NOON)
    assert enter(house.ann).get("/terms/agreed/").status_code == 303
    assert "Newer rules." not in enter(house.ann).get("/terms/agreed/").text


def test_the_terms_stand_in_the_menu_of_the_user(house, enter):
    assert 'href="/terms/agreed/"' in enter(house.ann).get("/").text


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/password/reset/"])
def test_an_address_is_an_e_mail_before_the_door_too(db, address):
    page = Client().get(address).text
    assert ">E-mail" in page
    assert not re.search(r">[^<]*\b[Ee]mail\b[^<]*<", page)


def test_a_wrong_password_says_so_in_the_same_words(house):
    answer = Client().post("/accounts/login/", {"login": house.ann.email, "password": "wrong"})
    assert "The e-mail address or the password is not correct." in answer.text


def test_the_address_of_the_user_is_called_e_mail_where_it_is_changed(house, enter):
    page = enter(house.ann).get("/accounts/email/").text
    assert not re.search(r">[^<]*\b[Ee]mail\b[^<]*<", page)


def test_the_sign_in_page_says_what_the_product_promises(db):
    page = Client().get("/accounts/login/").text
    assert "Every lead has a clock, every clock has an owner, nothing is ever lost." in page


def test_a_link_says_until_when_it_works_with_the_zone(house):
    contact = make_contact(house.ann, kind="person", name="Eva", email="eva@example.org")
    told = {"channel": "email", "sender": "dealer", "purpose": "newsletter", "act": "given", "source": "fair"}
    write_consent(contact.pk, told | {"confirm": True}, by=house.ann, at=now())
    link = re.search(r"https?://[^/]+(/consent/\S+)", Message.objects.latest("pk").text)
    page = Client().get(link[1]).text
    assert re.search(r"until [^<]+\d\d:\d\d \((UTC|\w+/\w+)\)", page)
