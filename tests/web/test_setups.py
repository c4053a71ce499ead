"""The first-run wizard: asked once, looked at before anything is stored, found again in the settings."""

import pytest

from leadwright.leads.configuration.changes import with_unmentioned
from leadwright.leads.configuration.rows import stored
from leadwright.leads.configuration.setups import SETUPS, setup_of
from leadwright.people.models import User
from tests.makers import House, make_lead, make_user

PAGE = "/company/settings/setups/"


@pytest.fixture
def vera(house: House) -> User:
    """Return the administrator of the installation."""
    return make_user("vera", unit=house.dina.unit, profile="administrator")


def test_an_administrator_of_an_empty_installation_is_asked_what_to_begin_with(house, enter, vera):
    assert enter(vera).get("/").headers["Location"] == PAGE
    assert enter(house.adm).get("/").status_code == 200
    enter(vera).post(PAGE, {"part": "keep"})
    assert enter(vera).get("/").status_code == 200
    assert enter(vera).get(PAGE).status_code == 200


def test_nobody_is_asked_where_there_are_leads(house, enter, vera):
    make_lead(house.ann)
    assert enter(vera).get("/").status_code == 200


def test_each_set_up_is_shown_with_its_picture(enter, vera):
    page = enter(vera).get(PAGE).text
    assert page.count('<g class="box') == sum(
        len(setup_of(setup).blueprint.types[0].statuses) for setup in SETUPS
    )


def test_looking_stores_nothing_and_applying_does(enter, vera):
    client, before = enter(vera), stored()
    page = client.post(PAGE, {"part": "look", "setup": "software-demo"})
    assert (page.status_code, stored() == before) == (200, True)
    for words in ("6 new", "9 go", "+ types.demo-request.estimate_unit: weeks"):
        assert words in page.text
    assert client.post(PAGE, {"part": "apply", "setup": "software-demo"}).status_code == 303
    assert stored() == with_unmentioned(stored(), setup_of("software-demo").blueprint)
    assert client.get("/").status_code == 200


def test_what_cannot_be_put_in_force_says_why(house, enter, vera):
    make_lead(house.ann)
    page = enter(vera).post(PAGE, {"part": "apply", "setup": "software-demo"})
    assert (page.status_code, "has 1 open leads" in page.text) == (422, True)


def test_only_who_may_configure_chooses(house, enter):
    assert enter(house.adm).get(PAGE).status_code == 403
    assert enter(house.adm).post(PAGE, {"part": "apply", "setup": "software-demo"}).status_code == 403


@pytest.mark.parametrize(
    "sent", [{}, {"part": "apply"}, {"part": "look", "setup": "\0"}, {"setup": "x" * 100_000}]
)
def test_what_says_nothing_is_refused(enter, vera, sent):
    assert enter(vera).post(PAGE, sent).status_code == 400


def test_what_a_set_up_would_add_is_shown_by_name_and_added(house, enter, vera):
    make_lead(house.ann)
    client, before = enter(vera), stored()
    page = client.post(PAGE, {"part": "look", "setup": "software-demo"})
    assert (page.status_code, stored() == before) == (200, True)
    part = page.text.split('id="more-title"')[1]
    assert all(words in part for words in ("Demo request", "Demo scheduled", "Add it"))
    added = client.post(PAGE, {"part": "add", "setup": "software-demo"}, follow=True).text
    assert "“Software demo” is added" in added
    assert "Cannot be chosen yet" in added
    again = client.post(PAGE, {"part": "look", "setup": "software-demo"}).text
    assert "All of it is there already" in again
    assert "Set-up added" in client.get(PAGE).text
