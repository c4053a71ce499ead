"""The doors: invitation, first password, preferences, and each page that the sign-in library can show."""

import logging
import re
from pathlib import Path

import allauth
import pytest
from django.template import loader
from django.template.backends.jinja2 import Template
from django.test import Client

from leadwright.history.models import Entry
from leadwright.history.questions import KnownNames
from leadwright.people.actions.users import edit_user, invite
from leadwright.people.facts import UserEdited
from leadwright.people.models import User
from tests.makers import NOON

SHIPPED = Path(allauth.__file__).parent / "templates"
ELSEWHERE = ("base", "snippets/", "webauthn/", "email/", "messages/")
DRAWN = sorted(
    str(path.relative_to(SHIPPED))
    for room in ("account", "mfa", "usersessions")
    for path in (SHIPPED / room).rglob("*.*")
    if not any(part in str(path.relative_to(SHIPPED / room)) for part in ELSEWHERE)
)


@pytest.mark.parametrize("name", DRAWN)
def test_each_page_of_the_sign_in_library_is_drawn_by_us(name):
    assert isinstance(loader.get_template(name), Template)


@pytest.fixture
def link(house, time_machine) -> str:
    """Return the open invitation of a user who has not joined yet."""
    time_machine.move_to(NOON)
    User.objects.filter(pk=house.bob.pk).update(password="!", terms_version=None)
    return invite(User.objects.get(pk=house.bob.pk), by=house.adm.party(), at=NOON).split("8000")[-1]


def test_an_invitation_asks_for_a_password_then_for_the_terms(link):
    client = Client()
    assert "Welcome, Bob" in client.get(link).text
    answer = client.post(link, {"password": "correct-horse-battery"}, follow=True)
    assert [address for address, _status in answer.redirect_chain] == ["/", "/terms/"]
    assert "I agree" in answer.text


@pytest.mark.asvs("6.4.1")
def test_an_invitation_works_once(link):
    assert Client().post(link, {"password": "correct-horse-battery"}).status_code == 303
    assert Client().get(link).status_code == 410
    assert Client().post(link, {"password": "another-horse-battery"}).status_code == 410


def test_an_invitation_does_not_come_back_to_life_with_the_user(link, house, enter):
    for active in (False, True):
        edit_user(house.bob.pk, by=house.adm, at=NOON, is_active=active)
    assert Client().get(link).status_code == 410


@pytest.mark.asvs("3.5.1", "16.3.3")
def test_a_form_from_elsewhere_is_written_down_without_the_secret_of_the_link(link, caplog):
    for name in ("leadwright.security", "django.security.csrf"):
        logging.getLogger(name).addHandler(caplog.handler)
    answer = Client(enforce_csrf_checks=True).post(link, {"password": "correct-horse-battery"})
    assert answer.status_code == 403
    assert "FORGED user=- from=127.0.0.1 POST /invitation/…/" in caplog.text
    assert link.split("/")[2] not in caplog.text


@pytest.mark.asvs("6.2.1")
def test_a_weak_first_password_is_refused(link):
    answer = Client().post(link, {"password": "short"})
    assert answer.status_code == 422
    assert "too short" in answer.text


@pytest.mark.asvs("3.4.5")
def test_the_secret_of_an_invitation_does_not_travel_on(link):
    assert Client().get(link)["Referrer-Policy"] == "strict-origin"


def test_a_reader_chooses_language_zone_and_colours(house, enter):
    client = enter(house.ann)
    typed = {"language": "nl", "time_zone": "Europe/Amsterdam", "theme": "dark"}
    answer = client.post("/preferences/", typed, follow=True)
    assert '<html lang="nl" data-theme="dark">' in answer.text
    assert User.objects.get(pk=house.ann.pk).time_zone == "Europe/Amsterdam"


def test_who_sends_leads_chooses_of_which_outcomes_to_be_told(house, enter):
    client, address = enter(house.dina), "/preferences/"
    assert client.get(address).text.count('name="notices"') == 8
    typed = {"language": "en", "time_zone": "Europe/Brussels", "theme": "system"}
    client.post(address, typed | {"notices": ["lead_won", "lead_lost"]})
    unwanted = User.objects.get(pk=house.dina.pk).unwanted_notices
    assert (len(unwanted), {"lead_won", "lead_lost"} & set(unwanted)) == (6, set())
    page = client.get(address).text
    assert re.search(r'value="lead_won"[^>]*checked', page)
    assert not re.search(r'value="lead_invalid"[^>]*checked', page)
    entry = Entry.objects.get(fact="user.edited")
    line = UserEdited.line(entry.readable(), KnownNames())
    assert "a lead is nurtured" in line.changes[0].after


def test_who_sends_none_is_not_asked(house, enter):
    assert 'name="notices"' not in enter(house.ann).get("/preferences/").text


@pytest.mark.parametrize("zone", ["Mars/Olympus", "UTC'; select pg_sleep(3)--", ""])
def test_a_zone_that_is_none_is_refused(house, enter, zone):
    answer = enter(house.ann).post("/preferences/", {"language": "en", "time_zone": zone, "theme": "system"})
    assert answer.status_code == 422


def test_a_newcomer_enters_the_demo_with_one_press_and_nobody_else_is_offered_that(house, settings):
    assert 'class="people"' not in Client().get("/accounts/login/").text
    settings.DEMO = True
    User.objects.filter(pk=house.ann.pk).update(is_demo=True)
    house.ann.set_password("demo-demo-demo")
    User.objects.filter(pk=house.ann.pk).update(password=house.ann.password)
    page = Client().get("/accounts/login/?next=/contacts/").text
    form = page.split('class="people"')[1].split("</form>")[0]
    data = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    assert data["login"] == house.ann.email
    entered = Client().post("/accounts/login/", data)
    assert (entered.status_code, entered["Location"]) == (302, "/contacts/")


def test_no_placeholder_repeats_the_label_of_an_address_or_a_password(db):
    for page in ("/accounts/login/", "/accounts/password/reset/"):
        assert "placeholder=" not in Client().get(page).text
