"""How many statements a page sends; a rise is a loop or a fetch that nobody meant."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leadwright.contacts.models import Contact
from tests.makers import House, make_contact, make_lead
from tests.privacy.planting import administrator
from tests.web.conftest import Door


def statements_of(client: Client, path: str) -> int:
    """Return how many statements a page sends that was looked at before."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def staffed(house: House, people: int) -> Contact:
    """Return a company with so many people, of whom each left a lead."""
    company = make_contact(house.ann, kind="company", name=f"Acme {people}")
    for number in range(people):
        person = make_contact(house.ann, kind="person", name=f"Eva {number}", company=company.pk)
        make_lead(house.ann, contact=person)
    return company


def test_the_page_of_a_company_sends_as_many_statements_for_many_people_as_for_two(house: House, enter: Door):
    small, large = staffed(house, 2), staffed(house, 6)
    client = enter(house.ann)
    first, second = (statements_of(client, f"/contacts/{row.pk}/") for row in (small, large))
    assert first == second <= 38


def test_the_document_of_the_api_is_read_with_at_most_3_statements(house: House, enter: Door):
    assert statements_of(enter(house.ann), "/api/v1/openapi.json") <= 3


def test_the_preview_of_an_erasure_sends_at_most_82_statements(house: House, enter: Door):
    adm = administrator(house)
    eva = make_contact(adm, kind="person", name="Eva Peeters", email="eva@x.example", phone="+3225550199")
    for number in range(3):
        make_lead(adm, contact=eva, description=f"{number} printers")
    assert statements_of(enter(adm), f"/company/privacy/preview/?contact={eva.pk}") <= 82
