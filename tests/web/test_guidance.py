"""The guidance of a category: written in the settings and in the file, read on the lead in the reader's language."""

import pytest

from leadwright.leads.configuration.file import brought_in, handed_out
from leadwright.leads.models import Category
from leadwright.people.models import User
from tests.makers import NOON, House, make_lead, make_user
from tests.web.test_settings import HOME

ROW = f"{HOME}categories/business-customer/"
SENT = {"part": "save", "label_en": "Business customer", "label_nl": "Zakelijke klant"}
TEXTS = {"text_en": "Ask for the VAT number.", "text_nl": "Vraag het btw-nummer."}


@pytest.fixture
def vera(house: House) -> User:
    """Return the administrator of the installation."""
    return make_user("vera", unit=house.dina.unit, profile="administrator")


def test_who_sees_a_lead_reads_how_its_category_is_handled(house, enter, vera):
    lead = make_lead(house.ann, category="business-customer")
    assert "How to handle this category" not in enter(house.ann).get(f"/leads/{lead.pk}/").text
    assert enter(vera).post(ROW, SENT | TEXTS).status_code == 303
    assert "Ask for the VAT number." in enter(house.ann).get(f"/leads/{lead.pk}/").text
    User.objects.filter(pk=house.ann.pk).update(language="nl")
    assert "Vraag het btw-nummer." in enter(house.ann).get(f"/leads/{lead.pk}/").text
    assert "Vraag het btw-nummer." in enter(vera).get(ROW).text


def test_a_guidance_goes_out_and_in_with_the_file_and_is_in_the_trail(house, enter, vera):
    enter(vera).post(ROW, SENT | TEXTS)
    text = handed_out()
    assert "Vraag het btw-nummer." in text
    Category.objects.update(guidance={})
    (change,) = brought_in(text, at=NOON, dry_run=False)
    assert (change.kind, change.code) == ("categories", "business-customer")
    assert "Guidance in English" in enter(vera).get(ROW).text.split('id="trail-title"')[1]


def test_a_guidance_that_cannot_be_is_refused_at_its_field(enter, vera):
    page = enter(vera).post(ROW, SENT | {"text_en": "a\x07b"})
    assert (page.status_code, 'id="id_text_en_error"' in page.text) == (422, True)


def test_programs_read_the_guidance(house, enter, vera):
    enter(vera).post(ROW, SENT | TEXTS)
    assert Category.objects.get(code="business-customer").advice == "Ask for the VAT number."
