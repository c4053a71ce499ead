"""What is not allowed says so without leading astray: a page with its navigation, and only buttons that can open."""

import re

import pytest

from leadwright.foundation.refusals import Refused
from leadwright.people.access import require
from tests.makers import make_user


@pytest.mark.parametrize("address", ["/company/users/", "/company/settings/"])
def test_a_page_that_is_refused_keeps_the_navigation(house, enter, address):
    answer = enter(house.ann).get(address)
    assert answer.status_code == 403
    assert 'aria-label="Main menu"' in answer.text
    assert 'href="/contacts/"' in answer.text


def test_a_page_that_does_not_exist_keeps_it_too(house, enter):
    answer = enter(house.ann).get("/leads/999999/")
    assert answer.status_code == 404
    assert 'aria-label="Main menu"' in answer.text


@pytest.mark.parametrize(("name", "whom"), [("ann", "company admin"), ("adm", "whoever runs this")])
def test_nobody_is_sent_to_himself(house, name, whom):
    with pytest.raises(Refused) as no:
        require(getattr(house, name), "configuration.edit")
    assert whom in no.value.sentence
    assert no.value.code == "PERMISSION_DENIED"


def test_a_button_that_can_never_open_for_a_reader_is_not_there(house, enter):
    lead = house.accepted()
    page = enter(house.nina).get(f"/leads/{lead.pk}/").text
    for words in ("Win", "Lose", "Update", "Change owner", "Why some actions are closed"):
        assert not re.search(rf">\s*{words}\s*<", page), words


def test_a_closed_button_is_described_by_its_reason(house, enter):
    lead = house.qualified("nurture")
    page = enter(house.ann).get(f"/leads/{lead.pk}/").text
    closed = set(re.findall(r'aria-disabled="true"[^>]*aria-describedby="([^"]+)"', page))
    assert closed
    assert closed <= set(re.findall(r'id="([^"]+)"', page))


def test_who_manages_users_of_the_vendor_is_not_sent_to_the_company_admin_either(house, enter):
    boss = make_user("boss", unit=house.dina.unit, profile="company-admin")
    assert "ask your company admin" not in enter(boss).get("/company/settings/").text
