"""An address book in a real browser: entering, being asked about a duplicate, merging and undoing."""

from playwright.sync_api import expect

from leadwright.contacts.models import Contact
from tests.makers import House, make_contact


def test_a_duplicate_is_noticed_while_typing_and_merged_later(house: House, visit) -> None:
    known = make_contact(house.ann, kind="person", name="Ines Peeters", phone="+3225550101", city="Gent")
    page = visit("/contacts/new/", by=house.ann)
    page.get_by_label("Given name").fill("Ines")
    page.get_by_label("Family name").fill("Petres")
    page.get_by_label("Phone", exact=True).fill("02 555 01 01")
    expect(page.get_by_text("same telephone number")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="No, it is another one: save it").click()
    expect(page.get_by_role("heading", name="Ines Petres")).to_be_visible()
    expect(page.get_by_text("Perhaps the same as Ines Peeters")).to_be_visible()

    page.get_by_role("link", name="Compare and merge").click()
    page.get_by_role("group", name="Name", exact=True).get_by_label("Ines Peeters").check()
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_role("heading", name="Ines Peeters")).to_be_visible()
    assert Contact.objects.get(pk=known.pk).merged_into is not None

    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Ines Petres")).to_be_visible()
    assert Contact.objects.get(pk=known.pk).merged_into is None


def test_a_contact_is_found_in_spite_of_two_typing_errors(house: House, visit) -> None:
    make_contact(house.ann, kind="person", name="Bartholomeus Vandenberghe")
    make_contact(house.ann, name="Acme NV")
    page = visit("/contacts/", by=house.ann)
    page.get_by_label("Name, e-mail, phone or number").press_sequentially("Vandenbreghe")
    expect(page.get_by_role("link", name="Acme NV")).to_have_count(0)
    expect(page.get_by_role("link", name="Bartholomeus Vandenberghe")).to_be_visible()
    page.get_by_label("Name, e-mail, phone or number").fill("Vandnbergehe")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Bartholomeus Vandenberghe")).to_be_visible()


def test_fields_follow_the_kind_of_contact(house: House, visit) -> None:
    page = visit("/contacts/new/", by=house.ann)
    expect(page.get_by_label("Date of birth")).to_be_visible()
    expect(page.get_by_label("Register number")).to_be_hidden()
    page.get_by_label("a company").check()
    expect(page.get_by_label("Register number")).to_be_visible()
    expect(page.get_by_label("Date of birth")).to_be_hidden()
    expect(page.get_by_label("Segment")).to_be_hidden()
    page.get_by_label("Brand group").check()
    expect(page.get_by_label("Segment")).to_be_visible()


def test_a_contact_is_entered_by_keyboard_alone(house: House, visit) -> None:
    page = visit("/contacts/new/", by=house.ann)
    page.get_by_label("Given name").focus()
    page.keyboard.type("An")
    page.keyboard.press("Tab")
    page.keyboard.type("Maes")
    page.get_by_label("E-mail", exact=True).focus()
    page.keyboard.type("an.maes@example.org")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="An Maes")).to_be_visible()
