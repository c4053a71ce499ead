"""Files of people and products are brought in by programs, and taken back."""

import json

from leadwright.contacts.models import Contact
from leadwright.intake.models import Import
from leadwright.leads.models import Product
from tests.api.conftest import Talk
from tests.api.importing import act, ended
from tests.intake.bringing import worked
from tests.makers import House, make_user

PEOPLE = {
    "title": "People",
    "kind": "contacts",
    "signature": ["Name", "Mail"],
    "fields": {"person.name": {"column": "Name"}, "person.email": {"column": "Mail"}},
}


def test_people_alone_come_in_and_are_taken_back(house: House) -> None:
    text = "Name,Mail\nMia Stone,mia@stone.example\nMia Stone,mia@stone.example\nNobody,\n"
    before = Contact.objects.count()
    data = ended(house.dina, text, beside=False, mapping=json.dumps(PEOPLE))
    assert (data["state"], data["counts"]["new"], data["counts"]["unchanged"]) == ("done", 2, 1)
    assert Contact.objects.count() == before + 2
    again = ended(house.dina, text, beside=False, mapping=json.dumps(PEOPLE))
    assert (again["counts"]["new"], Contact.objects.count()) == (0, before + 2)
    assert act(house.dina, data["id"], "undo")["undone"] == {"taken_back": 2, "spared": 0}
    assert Contact.objects.count() == before


def test_a_person_goes_before_the_company_that_came_with_him(house: House) -> None:
    text = "Name,Mail,Firm\nMia Stone,mia@stone.example,Harbour Light\n"
    with_firm = {**PEOPLE, "fields": {**PEOPLE["fields"], "company.name": {"column": "Firm"}}}
    before = Contact.objects.count()
    data = ended(house.dina, text, beside=False, mapping=json.dumps(with_firm))
    assert Contact.objects.count() == before + 2
    assert act(house.dina, data["id"], "undo")["undone"] == {"taken_back": 2, "spared": 0}


def test_a_corrected_mapping_puts_people_right_and_leaves_nobody_twice(house: House) -> None:
    text = "Name,Mail,Town\nMia Stone,mia@stone.example,Gent\nBo Reed,bo@stone.example,Aalst\n"
    before = Contact.objects.count()
    right = {**PEOPLE, "fields": {**PEOPLE["fields"], "person.city": {"column": "Town"}}}
    wrong = {**PEOPLE, "fields": {**PEOPLE["fields"], "person.name": {"column": "Town"}}}
    number = ended(house.dina, text, beside=False, mapping=json.dumps(wrong))["id"]
    assert Contact.objects.filter(name__in=["Gent", "Aalst"]).count() == 2
    Talk(house.dina).patch(f"/imports/{number}", {"mapping": right})
    worked(Import.objects.get(pk=number))
    act(house.dina, number, "run")
    made = Contact.objects.filter(email__endswith="@stone.example")
    assert sorted(made.values_list("name", "city")) == [("Bo Reed", "Aalst"), ("Mia Stone", "Gent")]
    assert act(house.dina, number, "undo")["undone"]["spared"] == 0
    assert Contact.objects.count() == before


def test_products_come_in_and_are_offered_no_longer_once_taken_back(house: House) -> None:
    mapping = {
        "title": "Goods",
        "kind": "products",
        "signature": ["Code", "Name"],
        "fields": {
            "product.code": {"column": "Code"},
            "product.name": {"column": "Name"},
            "product.kind": {"value": "goods"},
        },
    }
    house.dina.profiles.add(*type(house.dina.profiles.first()).objects.filter(code="administrator"))
    data = ended(house.dina, "Code,Name\nPX-1,Press\n", beside=False, mapping=json.dumps(mapping))
    assert (data["counts"]["new"], data["failure"]) == (1, None)
    act(house.dina, data["id"], "undo")
    assert Product.objects.get(code="PX-1").is_retired


def test_what_was_brought_in_and_mapped_anew_can_still_be_taken_back(house: House) -> None:
    text = "Name,Mail\nMia Stone,mia@stone.example\n"
    number = ended(house.dina, text, beside=False, mapping=json.dumps(PEOPLE))["id"]
    Talk(house.dina).patch(f"/imports/{number}", {"mapping": PEOPLE})
    worked(Import.objects.get(pk=number))
    colleague = make_user(unit=house.dina.unit, profile="lead-distributor")
    assert Talk(colleague).get(f"/imports/{number}").json()["state"] == "checked"
    assert act(house.dina, number, "undo")["undone"] == {"taken_back": 1, "spared": 0}
