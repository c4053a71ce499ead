"""National numbers where they are looked at too often, contradict, turn up elsewhere, or get a new key."""

from datetime import timedelta

import pytest
from django.conf import settings as installed
from django.test import Client

from leadwright.api.main import api
from leadwright.contacts.actions import reveal_number, set_number
from leadwright.contacts.models import Contact, NationalNumber
from leadwright.contacts.national import holds_number, lock_again, opened
from leadwright.foundation.attempts import Attempt
from leadwright.messages.models import Message
from leadwright.people.models import SecurityEvent, Try
from tests.api.conftest import Talk
from tests.makers import NOON, make_contact, make_user, refused
from tests.web.test_contacts import PERSON

NUMBER = "85.07.30-033 28"
BASIS = "Royal decree of 2004, article 3"
ASKED = Attempt(face="page", method="POST", path="/contacts/1/", address="127.0.0.1")
PASSWORD = "correct-horse-battery"
NEW_SECRET = "a new secret of more than thirty-two characters"


@pytest.fixture(autouse=True)
def kept(settings) -> None:
    """Keep national numbers in this installation."""
    settings.NATIONAL_NUMBERS = True


def person(house, **more) -> Contact:
    """Return a person with a number."""
    eva = make_contact(house.adm, kind="person", name="Eva", **more)
    set_number(eva.pk, number=NUMBER, country="BE", legal_basis=BASIS, by=house.adm, at=NOON)
    return eva


def reveal(house, contact, *, password=PASSWORD, at=NOON) -> str:
    return reveal_number(
        contact.pk, reason="the notary asks", password=password, asked=ASKED, by=house.adm, at=at
    )


@pytest.mark.parametrize(
    ("password", "code"), [("wrong", "FIELD_INVALID"), ("", "FIELD_REQUIRED"), (None, "FIELD_REQUIRED")]
)
def test_without_the_own_password_nothing_is_revealed(house, password, code):
    eva = person(house)
    with refused(code, "password"):
        reveal(house, eva, password=password)
    assert not SecurityEvent.objects.filter(code="NUMBER_REVEALED").exists()


def test_the_password_cannot_be_guessed_there(house):
    eva = person(house)
    for _ in range(10):
        with refused("FIELD_INVALID", "password"):
            reveal(house, eva, password="wrong")
    with refused("TOO_MANY_TRIES"):
        reveal(house, eva)
    assert Try.objects.filter(account=house.adm.email).count() == 10


def test_a_wrong_password_is_written_down_as_one_at_sign_in_is(house):
    eva = person(house)
    with refused("FIELD_INVALID", "password"):
        reveal(house, eva, password="wrong")
    event = SecurityEvent.objects.get()
    assert (event.code, event.user, event.path) == ("SIGN_IN_FAILED", house.adm, "/contacts/1/")
    assert (event.kind, event.method, event.address) == ("page", "POST", "127.0.0.1")


def test_guessing_it_is_written_down_once_a_try_by_either_face(house):
    eva, client, talk = person(house), Client(), Talk(house.adm)
    client.force_login(house.adm, backend=installed.AUTHENTICATION_BACKENDS[-1])
    typed = {"reason": "the notary asks", "password": "wrong"}
    path = f"/contacts/{eva.pk}/national-number/reveal"
    pages = [client.post(f"{path}/", typed).status_code for _try in range(11)]
    assert pages == [422] * 10 + [429]
    assert talk.post(path, typed).status_code == 429
    rows = list(SecurityEvent.objects.filter(user=house.adm).order_by("pk").values_list("code", "kind"))
    assert rows[10:] == [("TOO_MANY_TRIES", "page"), ("TOO_MANY_TRIES", "api")]
    assert set(rows[:10]) == {("SIGN_IN_FAILED", "page")}


def test_a_page_and_the_api_ask_for_the_password(house):
    eva, client = person(house), Client()
    client.force_login(house.adm, backend=installed.AUTHENTICATION_BACKENDS[-1])
    typed = {"reason": "the notary asks", "password": "wrong"}
    page = client.post(f"/contacts/{eva.pk}/national-number/reveal/", typed)
    assert (page.status_code, "it is not your password" in page.text) == (422, True)
    assert (
        "85073003328"
        in client.post(f"/contacts/{eva.pk}/national-number/reveal/", typed | {"password": PASSWORD}).text
    )
    path, talk = f"/contacts/{eva.pk}/national-number/reveal", Talk(house.adm)
    assert talk.post(path, {"reason": "the notary asks"}).json()["errors"][0]["pointer"] == "/password"
    assert talk.post(path, typed | {"password": PASSWORD}).json() == {"number": "85073003328"}


def test_the_fiftieth_in_an_hour_is_told_to_who_manages_privacy(house):
    eva, other = person(house), make_user("Zoe", unit=house.adm.unit, profile="company-admin")
    for number in range(49):
        reveal(house, eva, at=NOON + timedelta(minutes=number))
    assert not Message.objects.filter(kind="alarm").exists()
    reveal(house, eva, at=NOON + timedelta(minutes=50))
    reveal(house, eva, at=NOON + timedelta(minutes=51))
    assert Message.objects.get(kind="alarm").recipient_user == other
    event = SecurityEvent.objects.get(code="MANY_NUMBERS_REVEALED")
    assert (event.user, event.path, event.address) == (house.adm, ASKED.path, ASKED.address)


def test_two_at_once_do_not_slip_past_the_fiftieth(house):
    eva = person(house)
    for number in range(48):
        reveal(house, eva, at=NOON + timedelta(seconds=number))
    noted = SecurityEvent.objects.filter(code="NUMBER_REVEALED").latest("pk")
    noted.pk = None
    noted.save(force_insert=True)
    noted.pk = None
    noted.save(force_insert=True)
    reveal(house, eva, at=NOON + timedelta(minutes=1))
    assert Message.objects.get(kind="alarm").recipient_user == house.adm


def test_slow_work_raises_no_alarm(house):
    eva = person(house)
    for number in range(60):
        reveal(house, eva, at=NOON + timedelta(minutes=2 * number))
    assert not Message.objects.filter(kind="alarm").exists()


@pytest.mark.parametrize(("born", "says"), [("1985-07-30", 0), ("1985-07-31", 1), (None, 0)])
def test_a_birth_date_that_contradicts_is_said(house, born, says):
    eva = make_contact(house.adm, kind="person", name="Eva", birth_date=born)
    done = set_number(eva.pk, number=NUMBER, country="BE", legal_basis=BASIS, by=house.adm, at=NOON)
    assert len(done.cautions) == says


@pytest.mark.parametrize("field", ["register_number", "vat_number"])
def test_a_persons_number_is_no_number_of_a_company_and_is_not_repeated(house, field, caplog):
    body = {"kind": "company", "name": "Acme", "email": "a@acme.example", field: NUMBER}
    answer = Talk(house.ann).post("/contacts", body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/{field}")
    assert "85" not in answer.json()["detail"]
    assert "033" not in caplog.text


def test_a_text_that_holds_one_is_stored_with_a_warning(house, caplog):
    body = {"kind": "person", "name": "Eva", "email": "e@x.example", "remarks": f"her number: {NUMBER}"}
    answer = Talk(house.ann).post("/contacts", body)
    assert answer.status_code == 201
    assert answer["Leadwright-Caution"] == "national-number; fields=remarks"
    client = Client()
    client.force_login(house.ann, backend=installed.AUTHENTICATION_BACKENDS[-1])
    page = client.post("/contacts/new/", PERSON | {"remarks": f"her number: {NUMBER}"}, follow=True)
    assert "looks like a national number" in page.text
    assert "033" not in caplog.text


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("85073003328", True),
        ("nr 85.07.30-033.28!", True),
        ("85.07.30-033 29", False),
        ("+32 470 12 34 56", False),
        ("BE 0428.759.497", False),
        ("185073003328", False),
        ("8507300332", False),
    ],
)
def test_a_number_is_known_by_its_check_digits(text, holds):
    assert holds_number(text) is holds


def test_a_new_key_leaves_all_readable_wherever_it_stops(house, settings):
    people = [person(house, email=f"e{number}@x.example") for number in range(5)]
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], NEW_SECRET
    last = lock_again(most=2)
    assert {opened(row) for row in NationalNumber.objects.all()} == {"85073003328"}
    while last:
        last = lock_again(after=last, most=2)
    settings.SECRET_KEY_FALLBACKS = []
    assert {opened(row) for row in NationalNumber.objects.all()} == {"85073003328"}
    assert reveal(house, people[0]) == "85073003328"


def test_a_number_that_is_recorded_meanwhile_is_not_overwritten(house, settings, monkeypatch):
    eva = person(house)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], NEW_SECRET

    def recorded_meanwhile(text: str, *, label: str) -> bool:
        monkeypatch.undo()
        settings.NATIONAL_NUMBERS = True
        set_number(eva.pk, number="ab1234", country="NL", legal_basis=BASIS, by=house.adm, at=NOON)
        return False

    monkeypatch.setattr("leadwright.contacts.national.is_of_today", recorded_meanwhile)
    lock_again()
    assert opened(NationalNumber.objects.get()) == "AB1234"


@pytest.mark.parametrize(("number", "country"), [("IT40503600211", ""), ("40503600211", "IT")])
def test_a_company_elsewhere_may_have_such_a_number(house, number, country):
    body = {"kind": "company", "name": "Rossi", "email": "r@rossi.example", "country": country}
    answer = Talk(house.ann).post("/contacts", body | {"vat_number": number})
    assert (answer.status_code, answer.json()["vat_number"]) == (201, "IT40503600211")
    assert "Leadwright-Caution" in answer


def test_the_document_tells_of_the_warning_where_texts_are_stored():
    paths = api.get_openapi_schema()["paths"]
    headers = {
        path: "Leadwright-Caution" in answer["headers"]
        for path, methods in paths.items()
        for status, answer in methods.get("post", {"responses": {}})["responses"].items()
        if status in (200, 201) and path.startswith("/api/v1/contacts")
    }
    assert headers["/api/v1/contacts"]
    assert not headers["/api/v1/contacts/duplicates"]
    assert not headers["/api/v1/contacts/{id}/national-number"]
