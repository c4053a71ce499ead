"""Products, team, competitors, notes and the lead's own channels on its page."""

import re

import pytest

from leadwright.leads import actions
from tests.leads.recording import a_competitor, a_product
from tests.makers import NOON, House, fresh, make_lead


def page_of(client, lead, more: str = "") -> str:
    return client.get(f"/leads/{lead.pk}/{more}").text


def test_a_product_is_added_changed_and_taken_off(house: House, enter) -> None:
    lead, ann = make_lead(house.ann), enter(house.ann)
    at = f"/leads/{lead.pk}/products/"
    sent = {"product": a_product().code, "notes": "in red?"}
    assert ann.post(f"{at}add/", sent).status_code == 303
    line = lead.products.get()
    assert "in red?" in page_of(ann, lead)
    assert ann.post(f"{at}{line.pk}/", {"notes": "in blue?"}).status_code == 303
    assert "<del>in red?</del> → <ins>in blue?</ins>" in page_of(ann, lead, "?history=all")
    assert ann.post(f"{at}{line.pk}/remove/").status_code == 303
    assert "No product named yet." in page_of(ann, lead)


def test_what_is_not_allowed_is_not_offered_and_refused_in_place(house: House, enter) -> None:
    lead, ann = make_lead(house.ann), enter(house.ann)
    a_product(kind="service")
    lead.type.products.set([a_product("repair", "service")])
    assert re.findall(r'<option value="(\w+)"', ann.get(f"/leads/{lead.pk}/products/add/").text) == ["repair"]
    no = ann.post(f"/leads/{lead.pk}/products/add/", {"product": "printer"})
    assert (no.status_code, lead.products.count()) == (422, 0)


def test_a_colleague_is_put_on_the_team_and_taken_off(house: House, enter) -> None:
    lead, ann = make_lead(house.ann), enter(house.ann)
    offered = ann.get(f"/leads/{lead.pk}/team/add/").text
    assert house.bob.email in offered
    assert house.cas.email not in offered
    assert ann.post(f"/leads/{lead.pk}/team/add/", {"user": house.bob.email}).status_code == 303
    assert f"/leads/{lead.pk}/team/{house.bob.pk}/remove/" in page_of(ann, lead)
    assert f'href="/leads/{lead.pk}/"' in enter(house.bob).get("/leads/?owner=team").text
    assert ann.post(f"/leads/{lead.pk}/team/{house.bob.pk}/remove/").status_code == 303
    assert fresh(lead).team == []


def test_a_competitor_is_named_and_taken_off(house: House, enter) -> None:
    lead, ann = make_lead(house.ann), enter(house.ann)
    a_competitor()
    assert ann.post(f"/leads/{lead.pk}/competitors/add/", {"competitor": "rival"}).status_code == 303
    assert "<ins>Rival</ins>" in page_of(ann, lead, "?history=all")
    assert ann.post(f"/leads/{lead.pk}/competitors/rival/remove/").status_code == 303
    assert not lead.competitors.exists()


def test_notes_stand_newest_first_and_the_older_ones_are_a_press_away(house: House, enter) -> None:
    lead, ann = make_lead(house.ann), enter(house.ann)
    for number in range(7):
        ann.post(f"/leads/{lead.pk}/notes/add/", {"text": f"note {number}"})
    data = re.findall(r">(note \d)<", page_of(ann, lead))
    assert data == [f"note {number}" for number in (6, 5, 4, 3, 2)]
    older = re.search(r'href="/leads/\d+/(\?notes=[^"]+)#notes"', page_of(ann, lead))[1]
    page = page_of(ann, lead, older)
    assert re.findall(r">(note \d)<", page) == ["note 1", "note 0"]
    assert ("Show older notes" in page, f'href="/leads/{lead.pk}/#notes"' in page) == (False, True)
    assert ann.get(f"/leads/{lead.pk}/?notes=all").status_code == 400


def test_the_sender_reads_on_its_page_and_in_history_what_is_shared(house: House, enter) -> None:
    lead, ann, dina = house.accepted(), enter(house.ann), enter(house.dina)
    assert "Share with Vendor" in page_of(ann, lead)
    ann.post(f"/leads/{lead.pk}/notes/add/", {"text": "between us"})
    ann.post(f"/leads/{lead.pk}/notes/add/", {"text": "for you too", "shared": "on"})
    for more in ("", "?history=all"):
        assert "between us" not in page_of(dina, lead, more)
        assert "for you too" in page_of(dina, lead, more)


def test_an_empty_note_says_so_where_it_is(house: House, enter) -> None:
    lead = make_lead(house.ann)
    no = enter(house.ann).post(f"/leads/{lead.pk}/notes/add/", {"text": " "})
    assert no.status_code == 422
    assert 'id="id_text_error"' in no.text


def test_a_reader_sees_all_of_it_and_changes_nothing(house: House, enter) -> None:
    lead, nina = make_lead(house.ann), enter(house.nina)
    actions.add_product(lead.pk, {"product": a_product().code}, by=house.ann, at=NOON)
    actions.add_competitor(lead.pk, a_competitor().code, by=house.ann, at=NOON)
    page = page_of(nina, lead)
    assert ("Printer" in page, "Rival" in page) == (True, True)
    assert not re.search(rf"/leads/{lead.pk}/(products|team|competitors|notes)/", page)
    for path in ("products/add", "team/add", "competitors/add", "notes/add"):
        assert nina.post(f"/leads/{lead.pk}/{path}/", {}).status_code == 403


@pytest.mark.parametrize(
    "path", ["products/7/", "products/7/remove/", "team/7/remove/", "competitors/x/remove/"]
)
def test_what_is_not_there_is_not_found(house: House, enter, path: str) -> None:
    assert enter(house.ann).get(f"/leads/{make_lead(house.ann).pk}/{path}").status_code == 404


def test_the_own_address_of_a_lead_is_picked_and_shown(house: House, enter) -> None:
    lead, ann = make_lead(house.ann), enter(house.ann)
    form = ann.get(f"/leads/{lead.pk}/edit/").text
    assert f'<option value="{lead.contact.email}"></option>' in form
    actions.edit(lead.pk, {"contact_email": "jan@acme.example"}, by=house.ann, at=NOON, version=lead.version)
    assert 'href="mailto:jan@acme.example"' in page_of(ann, lead)
