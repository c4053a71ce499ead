"""The composer and the pages of templates and media, with plain forms: nothing typed is lost, nothing is guessed."""

import re

import pytest

from leadwright.communication.models import Communication, Medium, Template
from tests.communication.saying import make_template
from tests.files.attaching import attach
from tests.makers import House, change_rights, make_user
from tests.web.sheets import sheet_at

LETTER = {"medium": "email", "direction": "outgoing", "subject": "Hello", "body": "Dear #contact_name"}


def compose(lead) -> str:
    return f"/leads/{lead.pk}/communicate/"


def test_the_composer_names_contact_and_lead_and_lists_the_tags(house: House, lead, enter) -> None:
    text = enter(house.ann).get(compose(lead)).text
    for words in ("Eva Janssens", f"L-{lead.pk}", "eva@janssens.example", "#contact_salutation"):
        assert words in text
    assert compose(lead) in enter(house.ann).get(f"/leads/{lead.pk}/").text


def test_a_mail_is_sent_from_the_page(house: House, lead, enter) -> None:
    answer = enter(house.ann).post(compose(lead), LETTER)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/leads/{lead.pk}/")
    assert Communication.objects.get().text == "Dear Eva Janssens"


def test_a_preview_shows_the_values_and_sends_nothing(house: House, lead, enter) -> None:
    answer = enter(house.ann).post(compose(lead), LETTER | {"part": "preview"})
    assert (answer.status_code, Communication.objects.count()) == (200, 0)
    assert "Dear Eva Janssens" in answer.text
    assert "Dear #contact_name" in answer.text


def test_a_fault_is_said_at_its_field_and_what_was_typed_stays(house: House, lead, enter) -> None:
    answer = enter(house.ann).post(compose(lead), LETTER | {"body": "Dear #nobody <b>"})
    assert answer.status_code == 422
    assert "There is no tag #nobody" in answer.text
    assert "Dear #nobody &lt;b&gt;" in answer.text


def test_marketing_without_consent_is_said_on_the_page(house: House, lead, enter) -> None:
    more = {"marketing": "on", "sender": "dealer", "purpose": "newsletter"}
    answer = enter(house.ann).post(compose(lead), LETTER | more)
    assert (answer.status_code, "has not agreed" in answer.text) == (409, True)


def test_a_template_fills_what_nobody_typed(house: House, lead, enter) -> None:
    template = make_template(house.adm, "Dear #contact_name")
    ann, chosen = enter(house.ann), {"template": str(template.pk), "part": "fill", "medium": "sms"}
    filled = ann.post(compose(lead), chosen | {"subject": "", "body": ""})
    assert (filled.status_code, Communication.objects.count()) == (200, 0)
    assert "Dear #contact_name</textarea>" in filled.text
    assert 'value="About #lead_number"' in filled.text
    kept = ann.post(compose(lead), chosen | {"subject": "", "body": "My own words"})
    assert "My own words</textarea>" in kept.text
    by_address = ann.get(f"{compose(lead)}?template={template.pk}")
    assert "Dear #contact_name</textarea>" in by_address.text


def test_another_template_replaces_the_texts_of_the_former(house: House, lead, enter) -> None:
    first, second = make_template(house.adm, "One"), make_template(house.adm, "Two", code="second")
    chosen = {"template": str(second.pk), "filled_with": str(first.pk), "part": "fill"}
    answer = enter(house.ann).post(compose(lead), chosen | {"subject": "About #lead_number", "body": "One"})
    assert "Two</textarea>" in answer.text


def test_who_may_not_write_has_no_page(house: House, lead, enter) -> None:
    assert enter(house.nina).get(compose(lead)).status_code == 403
    assert enter(house.cas).get(compose(lead)).status_code == 404


@pytest.mark.parametrize("query", ["?template=none", "?template=99999999", "?medium=fax"])
def test_an_address_with_nonsense_shows_the_plain_form(house: House, lead, enter, query: str) -> None:
    assert enter(house.ann).get(compose(lead) + query).status_code == 200


def test_a_template_is_made_tried_out_and_changed_on_pages(house: House, enter) -> None:
    adm = enter(house.adm)
    sheet = sheet_at(adm, "/company/templates/new/")
    typed = {"label_en": "Welcome", "code": "welcome", "medium": "email", "body_en": "Dear #contact_name"}
    shown = adm.post(sheet.action, sheet.sent(**typed, part="preview"))
    assert "Dear [Name of the contact]" in shown.text
    assert not Template.objects.exists()
    assert adm.post(sheet.action, sheet.sent(**typed)).status_code == 303
    row = Template.objects.get()
    assert (row.organisation, row.texts["en"]["body"]) == (house.partner, "Dear #contact_name")
    page = sheet_at(adm, f"/company/templates/{row.pk}/")
    assert adm.post(page.action, page.sent(body_en="Dear #nobody")).status_code == 422
    assert adm.post(page.action, page.sent(body_en="Hi")).status_code == 303
    row.refresh_from_db()
    assert row.texts == {"en": {"subject": "", "body": "Hi"}}
    assert adm.post(f"/company/templates/{row.pk}/retire/").status_code == 303
    assert "Retired" in adm.get("/company/templates/").text


def test_media_are_kept_on_a_page(house: House, enter) -> None:
    change_rights(house.adm, configuration_edit="all")
    adm = enter(house.adm)
    sheet = sheet_at(adm, "/company/media/")
    typed = {"label_en": "Chat", "code": "chat", "target": "phone", "limit": "500"}
    assert adm.post(sheet.action, sheet.sent(**typed)).status_code == 303
    page = sheet_at(adm, "/company/media/chat/")
    assert adm.post(page.action, page.sent(limit="200")).status_code == 303
    assert (Medium.objects.get(code="chat").limit, Medium.objects.get(code="chat").target) == (200, "phone")


def test_templates_of_another_company_are_not_there(house: House, enter) -> None:
    template = make_template(house.adm)
    boss = enter(make_user("boss", unit=house.cas.unit, profile="company-admin"))
    assert boss.get(f"/company/templates/{template.pk}/").status_code == 404
    assert template.label not in boss.get("/company/templates/").text


def test_a_template_takes_away_no_file_that_was_ticked(house: House, lead, enter) -> None:
    file, template = attach(lead, house.ann), make_template(house.adm, "Dear #contact_name")
    sent = {"part": "fill", "template": template.pk, "medium": "email", "attached": file.pk}
    page = enter(house.ann).post(f"/leads/{lead.pk}/communicate/", sent).text
    assert "Dear #contact_name" in page
    assert re.search(rf'name="attached" value="{file.pk}"[^>]* checked', page)
