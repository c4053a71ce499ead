"""A link for a new password is dead as soon as what it was made for has changed."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from leadwright.messages.models import Message
from leadwright.people.actions.users import edit_user
from leadwright.people.models import User
from tests.config.test_sign_in import PASSWORD, asks_for_a_password, signs_in
from tests.makers import NOON, House

NEW = "brand-new-horse-1"


@pytest.fixture
def house(db) -> House:
    """Return a vendor and its partners."""
    return House()


def link_of(user: User) -> str:
    """Ask for a new password and return the path of the link in the mail."""
    asks_for_a_password(Client(), user.email)
    letter = Message.objects.filter(text__contains="/password/reset/key/").latest("pk")
    return re.search(r"/accounts/password/reset/key/\S+/", letter.text)[0]


def replaces(path: str, password: str = NEW) -> bool:
    """Try to set a new password by a link, in a browser of its own."""
    client = Client()
    page = client.get(path, follow=True)
    typed = {"password1": password, "password2": password}
    return client.post(page.request["PATH_INFO"], typed).status_code == 302


def test_a_link_works_once(house):
    path = link_of(house.ann)
    assert replaces(path)
    assert not replaces(path, "another-new-horse-2")
    assert signs_in(Client(), house.ann.email, NEW)


def test_the_links_of_earlier_mails_are_dead_with_the_first_that_was_used(house):
    first, second = link_of(house.ann), link_of(house.ann)
    assert replaces(second)
    assert not replaces(first, "another-new-horse-2")


def test_a_link_to_an_address_that_was_left_is_dead(house):
    path, client = link_of(house.ann), Client()
    signs_in(client, house.ann.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_email"), {"action_add": "", "email": "new.ann@example.org"})
    letter = Message.objects.get(address="new.ann@example.org")
    client.post(re.search(r"/accounts/confirm-email/\S+/", letter.text)[0])
    assert User.objects.get(pk=house.ann.pk).email == "new.ann@example.org"
    assert not replaces(path)


def test_a_link_of_somebody_whose_access_was_off_meanwhile_is_dead(house):
    path = link_of(house.ann)
    edit_user(house.ann.pk, by=house.adm, at=NOON, is_active=False)
    edit_user(house.ann.pk, by=house.adm, at=NOON, is_active=True)
    assert not replaces(path)
