"""A contact that an import made follows its file in what nobody has changed here since, and goes back with its undo."""

from collections.abc import Mapping
from typing import Any

from leadwright.contacts.actions import edit
from leadwright.contacts.models import Contact, ContactGroup, ContactKeys, Email, Phone
from leadwright.history.models import Entry
from leadwright.intake import bringing
from leadwright.intake.imports import undo
from leadwright.intake.models import Import
from leadwright.intake.receiving import Received
from leadwright.leads.models import Lead
from leadwright.people.models import User
from tests.intake.bringing import Folder, brought, checked, worked
from tests.intake.named_columns import bring_columns, put_columns, statements_for
from tests.makers import NOON, make_contact

ANA = {
    "company.key": "c1",
    "company.name": "Alpha",
    "person.key": "p1",
    "person.name": "Ana Sample",
    "person.email": "ana@alpha.example",
    "person.phone": "+32 470 11 12 22",
    "person.job_title": "Buyer",
    "person.birth_date": "1980-03-02",
    "person.remarks": "likes tea",
}
# What one who took one column for another says of the same person.
WRONG = ANA | {
    "company.name": "Buyer",
    "person.name": "Alpha",
    "person.email": "wrong@alpha.example",
    "person.phone": "+32 470 99 99 99",
    "person.job_title": "Ana Sample",
    "person.birth_date": "",
    "person.remarks": "",
}
PASSING = frozenset(("version", "updated_at"))


def of_contacts() -> dict[str, list[dict[str, Any]]]:
    """Return all that is kept of contacts, but for versions, times and the keys of rows that were written anew."""
    tables: Mapping[str, Any] = {
        "contacts": Contact.objects.order_by("pk").values(),
        "emails": Email.objects.order_by("contact", "address").values(
            "contact", "address", "label", "is_main"
        ),
        "phones": Phone.objects.order_by("contact", "number").values("contact", "number", "label", "is_main"),
        "keys": ContactKeys.objects.order_by("contact").values("contact", "organisation", "keys"),
        "groups": Contact.groups.through.objects.order_by("contact").values("contact", "contactgroup"),
    }
    return {
        name: [{key: value for key, value in row.items() if key not in PASSING} for row in rows]
        for name, rows in tables.items()
    }


def undone(by: User) -> Import:
    """Take the latest import back."""
    return worked(undo(Import.objects.latest("pk").pk, by=by, at=NOON))


def ana() -> Contact:
    contact = brought("1").contact
    assert contact is not None
    return contact


def test_a_corrected_mapping_puts_all_contacts_right(house, english):
    bring_columns(english, ANA)
    right = of_contacts()
    for row in (WRONG, ANA):
        bring_columns(english, row)
    assert of_contacts() == right
    facts = Entry.objects.filter(subject_kind="contact", subject_id=ana().pk).values_list("fact", flat=True)
    assert list(facts.order_by("pk")) == ["contact.adopted", *["contact.adopted_again"] * 2]


def test_what_was_changed_here_stays_and_is_named(house, english):
    bring_columns(english, ANA)
    edit(ana().pk, by=house.dina, at=NOON, version=1, job_title="Our own word")
    report = bring_columns(english, ANA | {"person.job_title": "Head", "person.remarks": "likes coffee"})
    assert (ana().job_title, ana().remarks) == ("Our own word", "likes coffee")
    assert "Ana Sample: remarks" in report.split("stay as they are")[0]
    assert "Ana Sample: job_title" in report.split("stay as they are")[1]
    assert "follow the file" not in bring_columns(english, ANA | {"person.remarks": "likes coffee"})


def test_channels_are_replaced_and_the_leads_are_found_by_the_new_ones(house, english):
    bring_columns(english, ANA)
    bring_columns(english, ANA | {"person.email": "ana@new.example", "person.name": "Ana Newname"})
    assert [row.address for row in ana().emails.all()] == ["ana@new.example"]
    lead = brought("1")
    assert "ana newname" in lead.search
    assert "ana@alpha.example" not in lead.search
    assert lead.contact_sort == "ana newname"


def test_a_channel_fills_the_gap_and_an_undo_opens_it_again(house, english):
    bare = {"person.key": "p1", "person.name": "Ana Sample", "person.email": ""}
    bring_columns(english, bare)
    assert brought("1").gaps[0] == "contact_channel"
    bring_columns(english, bare | {"person.email": "ana@alpha.example"})
    assert "contact_channel" not in brought("1").gaps
    undone(house.dina)
    assert brought("1").gaps[0] == "contact_channel"


def test_an_import_taken_back_leaves_contacts_as_they_were(house, english):
    ContactGroup.objects.create(code="vip", labels={"en": "Important"})
    bring_columns(english, ANA)
    before = of_contacts()
    bring_columns(english, WRONG | {"person.groups": "vip", "company.city": "Gent"})
    assert of_contacts() != before
    undone(house.dina)
    assert of_contacts() == before
    assert "ana sample" in brought("1").search
    assert "follow the file" not in bring_columns(english, ANA)


def test_an_undo_lists_a_contact_that_somebody_touched_since(house, english):
    bring_columns(english, ANA)
    bring_columns(english, ANA | {"person.job_title": "Head"})
    edit(ana().pk, by=house.dina, at=NOON, version=2, city="Gent")
    assert undone(house.dina).summary["spared"] == [["contact", ana().pk]]
    assert (ana().job_title, ana().city) == ("Head", "Gent")


def test_another_shape_of_file_of_the_same_system_empties_nothing(house, english):
    bring_columns(english, ANA, extra='source = "crm"')
    thin = {"person.key": "p1", "person.name": "Ana Sample", "person.email": "ana@alpha.example"}
    put_columns(english, thin, start=5, extra='source = "crm"')
    text = english.mapping.read_text().replace("Columns called", "Other columns called")
    english.mapping.write_text(text)
    assert "follow the file" not in english.bring()
    assert (ana().job_title, ana().phone) == ("Buyer", "+32470111222")


def test_the_same_key_of_another_system_is_not_followed(house, english):
    bring_columns(english, ANA, extra='source = "crm"')
    report = bring_columns(english, ANA | {"person.job_title": "Head"}, start=5, extra='source = "other"')
    assert "Ana Sample: job_title" in report
    assert ana().job_title == "Buyer"


def test_a_trial_names_what_would_follow_and_stores_nothing(house, english):
    bring_columns(english, ANA)
    before = of_contacts()
    put_columns(english, ANA | {"person.job_title": "Head"})
    assert "Ana Sample: job_title" in english.bring(dry_run=True)
    assert of_contacts() == before


def test_a_blocked_contact_stays_as_it_is(house, english):
    bring_columns(english, ANA)
    edit(ana().pk, by=house.dina, at=NOON, version=1, blocked=True)
    bring_columns(english, ANA | {"person.job_title": "Head"})
    assert ana().job_title == "Buyer"


def test_statements_do_not_grow_with_the_contacts_that_follow(house, english):
    def lines(count: int, title: str) -> list[dict[str, str]]:
        return [
            ANA | {"person.key": f"p{n}", "person.email": f"a{n}@x.example", "person.job_title": title}
            for n in range(count)
        ]

    bring_columns(english, *lines(40, "Buyer"))
    few = statements_for(english, *lines(2, "Head"))
    assert statements_for(english, *lines(40, "Chief")) <= few
    assert Contact.objects.filter(job_title="Chief").count() == 40


PEOPLE = 'kind = "contacts"\nsource = "crm"'


def put_people(folder: Folder, *lines: Mapping[str, str]) -> None:
    """Write a file of people alone."""
    put_columns(folder, *lines, extra=PEOPLE)
    text = folder.mapping.read_text()
    text = text.replace('key = { column = "key" }\n', "").replace('status = { column = "status" }\n', "")
    folder.mapping.write_text(text)


def test_rows_of_people_say_what_follows_and_what_stays(house, english):
    ben = ANA | {"person.key": "p2", "person.name": "Ben Sample", "person.email": "b@x.example"}
    put_people(english, ANA, ben)
    english.bring()
    edit(Contact.objects.get(name="Ben Sample").pk, by=house.dina, at=NOON, version=1, job_title="Ours")
    before = of_contacts()
    put_people(
        english, ANA | {"person.job_title": "Head", "company.city": "Gent"}, ben | {"person.job_title": "X"}
    )
    english.bring()
    first, second = Import.objects.latest("pk").rows.order_by("line")
    assert (first.verdict, first.changes, first.left) == ("changed", ["company.city", "job_title"], [])
    assert (second.verdict, second.changes, second.left) == ("unchanged", [], ["job_title"])
    assert Import.objects.latest("pk").counts["changed"] == 1
    undone(house.dina)
    assert of_contacts() == before


def test_two_contacts_of_a_file_who_are_one_here_are_that_one_in_each_part(house, monkeypatch):
    monkeypatch.setattr(bringing, "AT_ONCE", 2)
    known = make_contact(
        house.dina, kind="person", name="Mia Stone", email="mia@stone.example", phone="+3224811000"
    )
    text = "Key,Name,Mail,Phone\n1,Mia Stone,mia@stone.example,\n2,Mia Stone,,+3224811000\n"
    more = "3,Mia Stone,mia@stone.example,\n4,Mia Stone,,+3224811000\n"
    definition = {
        "title": "Calls",
        "signature": ["Key", "Name"],
        "fields": {
            "key": {"column": "Key"},
            "status": {"value": "new"},
            "person.name": {"column": "Name"},
            "person.email": {"column": "Mail"},
            "person.phone": {"column": "Phone"},
        },
    }
    file = Received("calls.csv", (text + more).encode())
    row = checked(file, by=house.dina, mapping=definition, is_trial=False)
    assert (row.state, set(Lead.objects.values_list("contact", flat=True))) == ("done", {known.pk})
