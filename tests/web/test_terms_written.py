"""An administrator writes the terms, looks at them once more and publishes them; users agree again if they must."""

import re

import pytest

from leadwright.history.models import Entry
from leadwright.people.actions import terms as actions
from leadwright.people.models import Terms, TermsAcceptance, TermsDraft, User
from tests.makers import NOON, House, make_user, refused

PAGE = "/company/settings/terms/"
DRAFT = {"text_en": "Be kind to leads.", "text_nl": "Wees goed voor leads."}


@pytest.fixture
def vera(house: House) -> User:
    """Return the administrator of the installation."""
    return make_user("vera", unit=house.dina.unit, profile="administrator")


def published(client, **more: str):
    """Publish the draft as its page sends it."""
    page = client.get(f"{PAGE}publish/").text
    seen = re.search(r'name="seen" value="([^"]*)"', page.replace("\n", " ")).group(1)
    return client.post(f"{PAGE}publish/", {"seen": seen, **more})


def test_a_draft_asks_nobody_and_once_published_everybody(house, enter, vera):
    client, ann = enter(vera), enter(house.ann)
    client.post(PAGE, DRAFT | {"part": "keep"})
    assert ann.get("/").status_code == 200
    assert published(client, ask="on").status_code == 303
    assert ann.get("/")["Location"].startswith("/terms/")
    assert "Be kind to leads." in ann.get("/terms/").text
    ann.post("/terms/", {"answer": "agree", "version": "2"})
    assert "Be kind to leads." in ann.get("/terms/agreed/").text
    assert TermsAcceptance.objects.filter(terms__version=2, user=house.ann).exists()
    assert not TermsDraft.objects.exists()


def test_a_version_that_needs_no_agreement_asks_only_who_has_agreed_to_nothing(house, enter, vera):
    client = enter(vera)
    client.post(PAGE, DRAFT | {"part": "publish"})
    published(client)
    assert enter(house.ann).get("/").status_code == 200
    assert "Version 1" in enter(house.ann).get("/terms/agreed/").text
    User.objects.filter(pk=house.bob.pk).update(terms_version=None)
    bob = enter(house.bob)
    assert "Be kind to leads." in bob.get("/terms/").text
    bob.post("/terms/", {"answer": "agree", "version": "2"})
    assert bob.get("/").status_code == 200


def test_an_agreement_that_was_owed_before_is_owed_still(house, enter, vera):
    client = enter(vera)
    client.post(PAGE, DRAFT)
    published(client, ask="on")
    client.post("/terms/", {"answer": "agree", "version": "2"})
    client.post(PAGE, {"text_en": "Be very kind."})
    published(client)
    assert enter(house.ann).get("/")["Location"].startswith("/terms/")


def test_another_draft_than_the_one_looked_at_is_not_published(enter, vera):
    client = enter(vera)
    client.post(PAGE, DRAFT)
    page = client.get(f"{PAGE}publish/").text
    seen = re.search(r'name="seen" value="([^"]*)"', page.replace("\n", " ")).group(1)
    actions.draft_terms({"en": "Something else."}, by=vera, at=NOON)
    no = client.post(f"{PAGE}publish/", {"seen": seen, "ask": "on"})
    assert (no.status_code, "Somebody changed the draft meanwhile" in no.text) == (409, True)
    assert Terms.objects.count() == 1


def test_who_changed_and_published_them_stands_below(enter, vera):
    client = enter(vera)
    client.post(PAGE, DRAFT)
    published(client)
    text = " ".join(re.sub(r"<[^>]+>", " ", client.get(PAGE).text.split('id="trail-title"')[1]).split())
    assert "Terms and conditions published" in text
    assert "Everybody has to agree: No" in text
    assert "Languages: English, Dutch" in text
    assert [e.fact for e in Entry.objects.about("terms", 0).order_by("pk")] == [
        "terms.drafted",
        "terms.published",
    ]
    assert "Wees goed voor leads." in client.get(f"{PAGE}2/").text


@pytest.mark.parametrize("text", ["", "a\x07b", "x" * 100_001])
def test_a_text_that_cannot_be_is_refused_at_its_field(enter, vera, text):
    page = enter(vera).post(PAGE, {"text_en": text})
    assert (page.status_code, 'id="id_text_en_error"' in page.text) == (422, True)
    assert not TermsDraft.objects.exists()


def test_a_draft_is_thrown_away(enter, vera):
    client = enter(vera)
    client.post(PAGE, DRAFT)
    client.post(PAGE, {"part": "drop"})
    assert not TermsDraft.objects.exists()
    assert client.get(f"{PAGE}publish/").headers["Location"] == PAGE


def test_the_terms_are_for_those_who_may_configure(house, enter):
    for path in (PAGE, f"{PAGE}publish/", f"{PAGE}1/"):
        assert enter(house.adm).get(path).status_code == 403
    with refused("PERMISSION_DENIED"):
        actions.draft_terms({"en": "Mine"}, by=house.adm, at=NOON)
    with refused("PERMISSION_DENIED"):
        actions.publish_draft(seen=NOON, needs_agreement=True, by=house.adm, at=NOON)
