"""The contacts of several leads are written to at once, each with the values of its own lead."""

from leadwright.communication.models import Communication
from leadwright.leads.actions.together import Picked, together
from leadwright.leads.models import Lead
from tests.communication.saying import make_template
from tests.makers import NOON, House, make_contact, make_lead

LETTER = {"medium": "email", "subject": "Ref #lead_number", "body": "Dear #contact_name"}


def picked(*leads: Lead) -> list[Picked]:
    return [Picked(number=lead.pk, version=lead.version) for lead in leads]


def test_each_contact_gets_its_own_text_and_who_cannot_be_reached_is_named(house: House, lead) -> None:
    unreachable = make_lead(house.ann, contact=make_contact(house.ann, email="", phone="+3225550101"))
    other, foreign = make_lead(house.ann), make_lead(house.cas)
    rows = picked(lead, unreachable, other, foreign)
    answers = together("communicate", rows, LETTER, by=house.ann, at=NOON)
    codes = {answer.number: answer.refusal and answer.refusal.code for answer in answers}
    assert codes == {
        lead.pk: None,
        unreachable.pk: "ADDRESS_MISSING",
        other.pk: None,
        foreign.pk: "NOT_FOUND",
    }
    texts = {row.lead_id: row.text for row in Communication.objects.all()}
    assert texts == {lead.pk: "Dear Eva Janssens", other.pk: f"Dear {other.contact.name}"}


def test_several_leads_are_communicated_through_the_api(house: House, lead, talk) -> None:
    other = make_lead(house.ann)
    body = {"verb": "communicate", "leads": [lead.pk, other.pk], "data": LETTER}
    answer = talk(house.ann).post("/leads/bulk", body)
    assert (answer.status_code, answer.json()["done"]) == (200, 2)
    strange = talk(house.ann).post("/leads/bulk", body | {"data": {"colour": "red"}})
    assert strange.json()["code"] == "FIELD_UNKNOWN"


def test_several_leads_are_communicated_from_the_list(house: House, lead, enter) -> None:
    template, other = make_template(house.adm, "Dear #contact_name"), make_lead(house.ann)
    ticked = [f"{row.pk}.{row.version}" for row in (lead, other)]
    sent = {"verb": "communicate", "lead": ticked}
    ann = enter(house.ann)
    assert "Template" in ann.get("/leads/bulk/", sent).text
    answer = ann.post("/leads/bulk/", sent | {"template": str(template.pk)})
    assert "Done with 2 leads." in answer.text
    assert Communication.objects.filter(template=template).count() == 2


def test_marketing_to_many_goes_only_to_who_agreed(house: House, lead) -> None:
    more = {"marketing": True, "sender": "dealer", "purpose": "newsletter"}
    (answer,) = together("communicate", picked(lead), LETTER | more, by=house.ann, at=NOON)
    assert answer.refusal is not None
    assert answer.refusal.code == "OPT_IN_MISSING"
