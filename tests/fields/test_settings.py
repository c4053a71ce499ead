"""The pages on which fields are made, changed, retired and removed."""

import pytest

from leadwright.fields.models import OwnField
from leadwright.web.fields.forms import FieldForm
from tests.fields.test_pages import signed_in
from tests.makers import House, make_lead

NEW = {
    "label_en": "VAT scheme",
    "label_nl": "Btw-regeling",
    "subject": "lead",
    "kind": "choice",
    "owner": "all",
    "choices": "normal = Normal | Gewoon\nReverse charge",
    "section_en": "Tax",
    "sees": "both",
    "filterable": "on",
    "order": "3",
}


def test_a_field_is_made_as_it_is_typed(house: House, talk) -> None:
    answer = signed_in(house.dina).post("/company/fields/new/", NEW)
    assert answer.status_code == 303, answer.content.decode()
    (row,) = talk(house.dina).get("/fields").json()["items"]
    assert (row["key"], row["order"], row["filterable"], row["personal"]) == ("vat_scheme", 3, True, False)
    assert [(choice["code"], choice["label"]) for choice in row["choices"]] == [
        ("normal", {"en": "Normal", "nl": "Gewoon"}),
        ("reverse-charge", {"en": "Reverse charge"}),
    ]


def test_a_text_that_leads_are_found_by_is_switched_on_and_off(house: House, talk) -> None:
    page, typed = signed_in(house.dina), NEW | {"kind": "text", "choices": "", "filterable": ""}
    assert page.post("/company/fields/new/", typed | {"searchable": "on"}).status_code == 303
    field = OwnField.objects.get()
    assert field.is_searchable
    off = {name: value for name, value in typed.items() if name not in ("subject", "kind", "owner")}
    assert page.post(f"/company/fields/{field.pk}/", off | {"version": "1"}).status_code == 303
    field.refresh_from_db()
    assert not field.is_searchable


def test_a_company_admin_makes_fields_of_the_company_alone(house: House) -> None:
    page = signed_in(house.adm)
    assert 'value="all"' not in page.get("/company/fields/new/").content.decode()
    assert page.post("/company/fields/new/", NEW).status_code == 422
    assert page.post("/company/fields/new/", NEW | {"owner": "own"}).status_code == 303
    assert OwnField.objects.get().key == "own_vat_scheme"


def test_what_is_wrong_is_said_at_its_place_and_stays_typed(house: House) -> None:
    form = NEW | {"choices": "a b = c", "default": "nothing"}
    text = signed_in(house.dina).post("/company/fields/new/", form).content.decode()
    assert "write small letters" in text
    assert "a b = c" in text


def test_a_choice_that_is_renamed_keeps_its_identity(house: House, talk) -> None:
    page = signed_in(house.dina)
    page.post("/company/fields/new/", NEW)
    field = OwnField.objects.get()
    lead = make_lead(house.dina, fields={"vat_scheme": "normal"})
    change = {name: value for name, value in NEW.items() if name not in ("subject", "kind", "owner")}
    change |= {"choices": "normal = Usual", "version": "1"}
    assert page.post(f"/company/fields/{field.pk}/", change).status_code == 303
    text = page.get(f"/leads/{lead.pk}/").content.decode()
    assert "Usual" in text
    assert [choice.is_retired for choice in field.choices] == [False, True]


def test_a_field_ends_in_two_steps(house: House) -> None:
    page = signed_in(house.dina)
    page.post("/company/fields/new/", NEW)
    field = OwnField.objects.get()
    make_lead(house.dina, fields={"vat_scheme": "normal"})
    page.post(f"/company/fields/{field.pk}/retire/")
    assert "1 row has a value." in page.get(f"/company/fields/{field.pk}/").content.decode()
    page.post(f"/company/fields/{field.pk}/purge/", {"confirm": "0"})
    assert OwnField.objects.get().purged_at is None
    page.post(f"/company/fields/{field.pk}/purge/", {"confirm": "1"})
    assert OwnField.objects.get().purged_at is not None


@pytest.mark.parametrize("kind", ["choice", "money", "boolean", "nothing"])
def test_the_preview_shows_how_it_will_be_asked_for(house: House, kind: str) -> None:
    answer = signed_in(house.dina).post("/company/fields/preview/", NEW | {"kind": kind})
    assert answer.status_code == 200
    assert "VAT scheme" in answer.content.decode()


def test_a_form_that_is_saved_as_it_stands_changes_nothing(house: House, talk) -> None:
    dina = talk(house.dina)
    usual = {"subject": "lead", "label": {"en": "Flag", "nl": "Vlag"}, "help": {"en": "Why"}, "unit": "km"}
    dina.post("/fields", usual | {"key": "flag", "kind": "boolean", "default": True})
    condition = {"field": "flag", "is": [True]}
    made = dina.post(
        "/fields", usual | {"key": "far", "kind": "decimal", "default": "1.5", "shown_if": condition}
    )
    pk, before = made.json()["id"], made.json()
    page, row = signed_in(house.dina), OwnField.objects.get(pk=pk)
    others = list(OwnField.objects.all())
    more = {"owners": [("all", "all")], "labels": {}, "kinds": []}
    form = FieldForm(None, siblings=others, row=row, by=house.dina, **more)
    typed = {name: form[name].value() for name in form.fields}
    typed = {name: value for name, value in typed.items() if value not in (None, False)}
    assert page.post(f"/company/fields/{pk}/", typed).status_code == 303
    assert dina.get(f"/fields/{pk}").json() == before
