"""The export of a company, as it is, is a file that another company brings in."""

from leadwright.contacts.models import Contact
from leadwright.exports.actions import ask
from leadwright.exports.lists import NOWHERE
from leadwright.exports.making import make_next
from leadwright.files.store import bytes_of
from leadwright.intake.receiving import Received
from leadwright.people.models import User
from tests.activities.making import log
from tests.intake.bringing import brought, checked, let_in
from tests.makers import NOON, House, make_contact, make_lead


def exported(by: User) -> Received:
    """Return the ZIP of all that somebody may take along."""
    row = ask(by=by, at=NOON, attempt=NOWHERE)
    assert make_next(NOON)
    row.refresh_from_db()
    return Received("export.zip", bytes_of(row.key))


def known_anew() -> None:
    """Let nobody here be known from before: what comes in is another company's."""
    Contact.objects.update(name="Somebody else")


def test_its_leads_are_the_main_file_and_its_contacts_belong_to_them(house: House) -> None:
    lead = house.accepted()
    log(lead, house.ann)
    row = checked(exported(house.adm), by=house.dina)
    assert (row.file.name, row.summary["mapping"], row.counts["new"]) == ("leads.csv", "Leadwright leads", 1)
    assert [name for _kind, name, _lines in row.summary["beside"]] == ["contacts.csv"]
    assert set(row.summary["ignored"]) == {"accounts.csv", "activities.csv", "tasks.csv", "users.csv"}
    assert [name for name, _reason in row.summary["left_out"]] == ["contacts.vcf", "manifest.json"]


def test_a_company_comes_as_a_company_and_a_person_as_a_person_with_the_employer(house: House) -> None:
    firm = make_contact(house.ann, name="Harbour Light", city="Gent")
    boss = make_contact(house.ann, name="Ina Boss", kind="person", company=firm, email="ina@boss.example")
    about, of_boss = make_lead(house.ann, contact=firm), make_lead(house.ann, contact=boss)
    sent = exported(house.adm)
    known_anew()
    let_in(checked(sent, by=house.dina).pk, by=house.dina)
    company, person = brought(str(about.pk)).contact, brought(str(of_boss.pk)).contact
    assert (company.kind, company.name, company.city) == ("company", "Harbour Light", "Gent")
    assert (person.kind, person.name, person.email) == ("person", "Ina Boss", "ina@boss.example")
    assert person.company == company
