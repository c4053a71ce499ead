"""The audit trail of the settings: who changed what and when, in the reader's language, page by page."""

import re
from dataclasses import fields, replace

import pytest

from leadwright.fields.actions import change, make, purge, retire
from leadwright.leads.actions import configuration_lists
from leadwright.leads.configuration.blueprint import Arrow, Audience, DefinitionPlan, Entry, TypePlan
from leadwright.leads.configuration.change_words import SEVERAL, UNSAID
from leadwright.leads.configuration.rows import stored
from leadwright.leads.configuration.words import FIELDS
from leadwright.people.models import User
from tests.makers import NOON, House, make_user
from tests.web.test_settings import HOME, TYPE


@pytest.fixture
def vera(house: House) -> User:
    """Return the administrator of the installation."""
    return make_user("vera", unit=house.dina.unit, profile="administrator")


def trail(page) -> str:
    """Return the words of the audit trail of a page."""
    part = page.text.split('id="trail-title"')[1].split("</section>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", part).split())


def test_a_list_tells_who_added_renamed_moved_and_deleted_what(enter, vera):
    client = enter(vera)
    client.post(f"{HOME}sources/", {"label_en": "Radio Spot"})
    client.post(f"{HOME}sources/RS/", {"part": "save", "label_en": "Radio", "label_nl": "Radio"})
    client.post(f"{HOME}sources/RS/", {"part": "up"})
    client.post(f"{HOME}sources/RS/", {"part": "retire"})
    words = trail(client.get(f"{HOME}sources/"))
    said = (
        "“Radio” deleted",
        "other order",
        "“Radio” changed",
        "Name in English : Radio Spot → Radio",
        "added",
    )
    places = [words.replace(" :", ":").find(text.replace(" :", ":")) for text in said]
    assert places == sorted(places)
    assert -1 not in places
    assert "Vera ·" in words
    assert "Radio" not in trail(client.get(f"{HOME}categories/"))


def test_a_row_tells_its_own_changes_and_the_settings_tell_all(enter, vera):
    configuration_lists.edit_entry("sources", "website", {"en": "Web shop"}, by=vera, at=NOON)
    client = enter(vera)
    assert "Web shop" in trail(client.get(f"{HOME}sources/website/"))
    assert "Web shop" in trail(client.get(HOME))
    assert "Nothing has happened yet" in trail(client.get(f"{HOME}sources/phone/"))


def test_a_type_tells_its_ways_deadlines_and_levels_in_words(house, enter, vera):
    plan = stored().type("partner-lead")
    unit = f"{house.partner.name} / GP / U1"
    arrow = Arrow(start="new", end="nurture-in-progress", audience=Audience(units=frozenset({unit})))
    ways = (*plan.transitions, replace(arrow, required=("target_amount",)))
    deadlines = {**plan.deadlines, "qualification_days": 9}
    configuration_lists.put_type(replace(plan, transitions=ways, deadlines=deadlines), by=vera, at=NOON)
    words = trail(enter(vera).get(TYPE))
    assert "New → Nurture – in progress (U1; needs the target amount)" in words
    assert "Days to qualify: 7 → 9" in words


def test_the_trail_is_read_in_the_language_of_the_reader(enter, vera):
    configuration_lists.retire("sources", "website", by=vera, at=NOON)
    User.objects.filter(pk=vera.pk).update(language="nl")
    assert "“Website” verwijderd" in trail(enter(vera).get(f"{HOME}sources/"))


def test_switches_minimums_and_set_ups_have_their_trail(enter, vera):
    client = enter(vera)
    client.post(f"{HOME}minimums/", {"currency": "EUR", "amount": "250"})
    client.post(f"{HOME}setups/", {"part": "keep"})
    configuration_lists.switch_off(["vcards"], by=vera, at=NOON)
    assert "Minimum deal value: 250" in trail(client.get(f"{HOME}minimums/"))
    assert "“vCards”" in trail(client.get(f"{HOME}features/"))
    assert "Set-up chosen" in trail(client.get(f"{HOME}setups/"))


def test_the_trail_comes_in_pages_and_asks_a_constant_number_of_queries(
    enter, vera, django_assert_max_num_queries
):
    for number in range(25):
        configuration_lists.edit_entry("sources", "website", {"en": f"Web {number}"}, by=vera, at=NOON)
    client = enter(vera)
    with django_assert_max_num_queries(68):
        first = client.get(f"{HOME}sources/").text
    assert first.count('class="dot') == 10
    cursor = re.search(r'href="([^"]*cursor=[^"#]*)', first).group(1)
    assert "Web 14 → Web" not in client.get(cursor.replace("&amp;", "&")).text.split("trail-title")[0]
    assert "Web 5" in trail(client.get(cursor.replace("&amp;", "&")))


def test_each_field_of_the_configuration_has_words():
    known = {*FIELDS, *SEVERAL, *UNSAID}
    for plan in (Entry, TypePlan, DefinitionPlan):
        assert {field.name for field in fields(plan)} <= known


def test_the_pages_of_own_fields_tell_their_makers_alone_who_changed_what(house, enter, vera):
    field = make({"subject": "lead", "key": "fleet", "kind": "text", "label": "Fleet"}, by=vera, at=NOON)
    change(field.pk, {"label": {"en": "Cars"}}, by=vera, at=NOON, version=field.version)
    for address in ("/company/fields/", f"/company/fields/{field.pk}/"):
        words = trail(enter(vera).get(address))
        assert "Field changed" in words
        assert "Fleet → Cars" in words.replace(" → ", " → ")
    assert "Nothing has happened yet" in trail(enter(house.adm).get("/company/fields/"))
    assert "trail-title" not in enter(house.adm).get(f"/company/fields/{field.pk}/").text


def test_a_field_that_was_purged_is_still_told_of(house, enter, vera):
    data = {"subject": "lead", "key": "own_fleet", "kind": "text", "label": "Fleet"}
    field = make(data, by=house.adm, at=NOON)
    retire(field.pk, by=house.adm, at=NOON)
    purge(field.pk, by=house.adm, at=NOON, confirm=0)
    assert "Field and its values removed" in trail(enter(house.adm).get("/company/fields/"))
    assert "own_fleet" not in trail(enter(vera).get("/company/fields/"))
