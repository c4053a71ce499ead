"""The mailbox of the demo: what was sent, with our links to follow; outside the demo it does not exist."""

import re
from urllib.parse import unquote

import pytest
from django.test import Client

from leadwright.messages.models import Message
from leadwright.web.entrance.mailbox_views import parts_of
from tests.makers import NOON
from tests.messages.writing import queue


@pytest.fixture
def demo(settings) -> None:
    """Make this installation a demo."""
    settings.DEMO = True


def test_outside_the_demo_there_is_no_mailbox(house, enter):
    client = enter(house.ann)
    assert client.get("/mailbox/").status_code == 404
    assert "/mailbox/" not in client.get("/").text


def test_a_notification_arrives_and_its_link_works(house, enter, demo):
    lead = house.offered()
    message = Message.objects.get(address=house.ann.email)
    client = enter(house.ann)
    assert message.subject in client.get("/mailbox/").text
    letter = client.get(f"/mailbox/{message.pk}/")
    assert f'href="/leads/{lead.pk}/"' in letter.text


def test_one_recipient_can_be_chosen(house, enter, demo):
    house.offered()
    page = enter(house.ann).get("/mailbox/", {"to": house.ann.email}).text
    assert len(re.findall(r'<a href="/mailbox/\d+/"', page)) == 1


def test_a_recipient_who_cannot_be_is_not_found(house, demo):
    assert Client().get("/mailbox/?to=%00").status_code == 404


def test_a_newcomer_can_read_it_before_signing_in(house, demo):
    house.offered()
    message = Message.objects.first()
    assert Client().get("/mailbox/").status_code == 200
    assert Client().get(f"/mailbox/{message.pk}/").status_code == 200
    assert Client().get("/mailbox/999999/").status_code == 404


def test_only_links_into_the_product_can_be_followed(settings):
    settings.BASE_URL = "https://leads.example"
    parts = parts_of("See https://leads.example/leads/1/ or https://evil.example/x\nBye")
    assert [part.link for part in parts] == ["", "/leads/1/", ""]
    assert (
        "".join(part.text for part in parts)
        == "See https://leads.example/leads/1/ or https://evil.example/x\nBye"
    )


def test_ones_own_address_stands_first_and_addresses_of_contacts_are_no_tabs(house, enter, demo):
    house.offered()
    queue(to="customer@x.example", at=NOON)
    tabs = re.findall(r'<a href="/mailbox/\?to=([^"]+)"', enter(house.ann).get("/mailbox/").text)
    assert unquote(tabs[0]) == house.ann.email
    assert "customer@x.example" not in map(unquote, tabs)


def test_a_preview_ends_between_words_and_holds_no_address(house, enter, demo):
    house.offered()
    page = enter(house.ann).get("/mailbox/").text
    previews = re.findall(r'</span> <span class="muted">([^<]+)</span>', page)
    assert previews
    assert [
        preview
        for preview in previews
        if "http" in preview or (len(preview) > 100 and not preview.endswith(" …"))
    ] == []
