"""Own fields in forms: what is not touched stays as it is, what cannot be read is refused, nobody is told too much."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadwright.fields.models import OwnField
from leadwright.leads.models import Lead
from tests.fields.test_lists import make
from tests.fields.test_pages import form_of, signed_in
from tests.fields.test_settings import NEW
from tests.makers import House, fresh, make_contact, make_lead


def test_a_contact_that_is_changed_on_the_page_of_a_lead_keeps_its_own_fields(house: House, talk) -> None:
    make(talk, house.dina, "size", "integer", subject="contact")
    contact = make_contact(house.dina, fields={"size": 40})
    lead = make_lead(house.dina, contact=contact)
    page, address = signed_in(house.dina), f"/leads/{lead.pk}/who/{contact.pk}/edit/"
    assert 'value="40"' in page.get(address).content.decode()
    typed = {"kind": "company", "name": "Other", "email_0": contact.email, "version": str(contact.version)}
    assert page.post(address, typed | {"fields.size": "40"}).status_code == 303
    contact.refresh_from_db()
    assert (contact.name, list(contact.own_fields.values())) == ("Other", [40])


@pytest.mark.parametrize("moment", ["2026-03-12T09:00:30Z", "2026-10-25T01:30:00Z"])
def test_a_moment_that_a_form_cannot_show_whole_stays_when_nobody_touches_it(
    house: House, talk, moment
) -> None:
    make(talk, house.dina, "mine", "datetime")
    lead = make_lead(house.dina, fields={"mine": moment})
    page = signed_in(house.dina)
    shown = page.get(f"/leads/{lead.pk}/edit/").content.decode()
    typed = shown.partition('name="fields.mine"')[2].partition('value="')[2].partition('"')[0]
    form = form_of(lead) | {"fields.mine": typed, "description": "tables"}
    assert page.post(f"/leads/{lead.pk}/edit/", form).status_code == 303
    assert talk(house.dina).get(f"/leads/{lead.pk}").json()["fields"]["mine"] == moment


def test_an_hour_that_the_clock_leaps_over_is_refused(house: House, talk) -> None:
    make(talk, house.dina, "mine", "datetime")
    lead = make_lead(house.dina)
    form = form_of(lead) | {"fields.mine": "2026-03-29T02:30"}
    sent = signed_in(house.dina).post(f"/leads/{lead.pk}/edit/", form)
    assert (sent.status_code, 'value="2026-03-29T02:30"' in sent.content.decode()) == (422, True)


def test_an_amount_in_two_currencies_is_refused(house: House, talk) -> None:
    make(talk, house.dina, "mine", "money")
    lead = make_lead(house.dina)
    form = form_of(lead) | {"fields.mine": "12 EUR USD"}
    assert signed_in(house.dina).post(f"/leads/{lead.pk}/edit/", form).status_code == 422
    assert fresh(lead).own_fields == {}


def test_a_user_of_the_other_company_stays_when_somebody_else_saves(house: House, talk) -> None:
    make(talk, house.dina, "helper", "user")
    lead = house.accepted()
    own = {str(OwnField.objects.get(key="helper").pk): house.dina.pk}
    Lead.objects.filter(pk=lead.pk).update(own_fields=own)
    page = signed_in(house.ann)
    text = page.get(f"/leads/{lead.pk}/edit/").content.decode()
    assert f'<option value="{house.dina.email}" selected' in text
    form = form_of(lead) | {"version": str(lead.version), "owner": house.ann.email}
    form |= {"status_code": lead.status.code, "fields.helper": house.dina.email}
    assert page.post(f"/leads/{lead.pk}/edit/", form).status_code == 303
    assert fresh(lead).own_fields == own


def test_no_form_names_a_contact_that_its_reader_cannot_see(house: House, talk) -> None:
    make(talk, house.dina, "backer", "contact")
    hidden = make_contact(house.cas, name="Hidden Holding")
    lead = make_lead(house.dina)
    own = {str(OwnField.objects.get(key="backer").pk): hidden.pk}
    Lead.objects.filter(pk=lead.pk).update(own_fields=own)
    page = signed_in(house.dina)
    assert "Hidden Holding" not in page.get(f"/leads/{lead.pk}/edit/").content.decode()
    assert page.post(f"/leads/{lead.pk}/edit/", form_of(lead) | {"fields.backer": ""}).status_code == 303
    assert fresh(lead).own_fields == own


def test_a_form_with_more_fields_asks_no_more_questions(house: House, talk) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert page.get(f"/leads/{lead.pk}/edit/").status_code == 200
        return len(captured)

    make(talk, house.dina, "first", "boolean")
    page, lead, condition = signed_in(house.dina), make_lead(house.dina), {"field": "first", "is": [True]}
    make(talk, house.dina, "more", "text", shown_if=condition)
    _definitions_read, before = questions(), questions()
    for number in range(5):
        make(talk, house.dina, f"more{number}", "text", shown_if=condition)
    _definitions_read, after = questions(), questions()
    assert after == before


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [("money", [{"amount": "5", "currency": "EUR"}]), ("choices", ["a", "b"]), ("text", ["one two"])],
)
def test_a_field_can_depend_on_each_kind(house: House, talk, kind: str, wanted) -> None:
    choices = {"choices": [{"code": "a"}, {"code": "b"}]} if kind == "choices" else {}
    make(talk, house.dina, "first", kind, **choices)
    make(talk, house.dina, "then", "text", shown_if={"field": "first", "is": wanted})
    rows = {row["key"]: row for row in talk(house.dina).get("/fields").json()["items"]}
    assert len(rows["then"]["shown_if"]["is"]) == len(wanted)
    lead = make_lead(house.dina)
    assert signed_in(house.dina).get(f"/leads/{lead.pk}/edit/").status_code == 200
    assert signed_in(house.dina).get(f"/company/fields/{rows['then']['id']}/").status_code == 200


def test_the_list_of_definitions_asks_a_constant_number_of_questions(house: House, talk) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            dina.get("/fields")
        return len(captured)

    dina = talk(house.dina)
    make(talk, house.dina, "first", "boolean")
    make(talk, house.dina, "more", "text", shown_if={"field": "first"})
    before = [questions(), questions()][1]
    for number in range(5):
        make(talk, house.dina, f"more{number}", "text", shown_if={"field": "first"})
    assert [questions(), questions()][1] == before


def test_a_bar_within_a_label_stays_one(house: House, talk) -> None:
    make(talk, house.dina, "first", "choice", choices=[{"code": "a", "label": {"en": "This | that"}}])
    field = OwnField.objects.get()
    typed = {name: text for name, text in NEW.items() if name not in ("subject", "kind", "owner")}
    typed |= {"choices": r"a = This \| that", "version": "1"}
    assert signed_in(house.dina).post(f"/company/fields/{field.pk}/", typed).status_code == 303
    assert [choice.labels for choice in field.choice_rows.all()] == [{"en": "This | that"}]


def test_more_labels_than_languages_are_refused(house: House) -> None:
    sent = signed_in(house.dina).post("/company/fields/new/", NEW | {"choices": "a = One | Een | Un"})
    assert (sent.status_code, OwnField.objects.count()) == (422, 0)
    assert "a = One | Een | Un" in sent.content.decode()


def test_nobody_learns_by_a_filter_who_works_elsewhere(house: House, talk) -> None:
    make(talk, house.dina, "helper", "user")
    answers = [
        talk(house.ann).get(f"/leads?field.helper={email}").json()["errors"]
        for email in (house.cas.email, "nobody@elsewhere.example")
    ]
    assert answers[0] == answers[1]


def test_who_sees_a_field_is_not_narrowed_while_more_see_what_is_computed_from_it(house: House, talk) -> None:
    make(talk, house.dina, "area", "integer")
    make(talk, house.dina, "double", "decimal", expression="area * 2")
    field = OwnField.objects.get(key="area")
    answer = talk(house.dina).patch(f"/fields/{field.pk}", {"sees": "sender"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/sees")


def test_a_computed_text_that_does_not_fit_is_not_cut(house: House, talk) -> None:
    make(talk, house.dina, "one", "text")
    make(talk, house.dina, "two", "text", expression="concat(one, one)")
    lead = make_lead(house.dina, fields={"one": "x" * 300})
    assert talk(house.dina).get(f"/leads/{lead.pk}").json()["fields"]["two"] is None


def test_words_of_own_fields_and_of_a_long_description_are_both_found(house: House, talk) -> None:
    make(talk, house.dina, "plot", "text", filterable=False, searchable=True)
    text = "chairs " * 700
    lead = make_lead(house.dina, description=text, fields={"plot": "Riverside"})
    items = [talk(house.dina).get(f"/leads?q={word}").json()["items"] for word in ("riverside", "chairs")]
    assert [[row["number"] for row in rows] for rows in items] == [[lead.pk], [lead.pk]]
