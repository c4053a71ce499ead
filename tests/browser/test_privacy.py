"""A person is found, looked at, erased, and the receipt is kept: in a real browser, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from leadwright.contacts.models import Contact
from leadwright.privacy.models import Receipt
from tests.browser.conftest import enter
from tests.makers import House, make_contact, make_lead

EVA = {"kind": "person", "name": "Eva Maes", "email": "eva@example.org"}


@pytest.fixture(autouse=True)
def journal(settings, tmp_path) -> None:
    """Write erasures down in a place of the test's own, and keep national numbers."""
    settings.ERASURES = str(tmp_path / "erasures.jsonl")
    settings.NATIONAL_NUMBERS = True


def walk_to(page, name: str, *, most: int = 60) -> None:
    """Press Tab until the control with this name has the focus."""
    for _step in range(most):
        page.keyboard.press("Tab")
        data = page.evaluate(
            "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"
        )
        if data.startswith(name):
            return
    raise AssertionError(f"no way to {name} by keyboard")


def test_somebody_who_asks_to_be_forgotten_is(house: House, visit) -> None:
    eva = make_contact(house.adm, **EVA)
    make_contact(house.adm, **(EVA | {"name": "E. Maes"}))
    make_lead(house.adm, contact=eva, description="Eva wants chairs")
    page = visit("/company/administration/", by=house.adm)
    page.get_by_role("link", name="Privacy").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Find a person")).to_be_visible()
    walk_to(page, "Name, e-mail or phone of the person")
    page.keyboard.type("eva@example.org")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Eva Maes")).to_be_visible()
    walk_to(page, "Eva Maes")
    page.keyboard.press("Space")
    walk_to(page, "Show what an erasure takes")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="This stays")).to_be_visible()
    expect(page.get_by_label("E. Maes")).not_to_be_checked()

    walk_to(page, "Erase the person")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tick this first.")).to_be_visible()
    assert Receipt.objects.count() == 0
    walk_to(page, "I understand that this cannot be undone")
    page.keyboard.press("Space")
    walk_to(page, "Erase the person")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Receipt of an erasure")).to_be_visible()
    expect(page.get_by_text("Eva")).to_have_count(0)
    assert Contact.objects.get(pk=eva.pk).name == "—"
    assert page.goto(f"/contacts/{eva.pk}/").status == 404


def test_without_script_a_person_is_erased_too(house: House, chromium, live) -> None:
    eva = make_contact(house.adm, **EVA)
    context = chromium.new_context(base_url=live.url, java_script_enabled=False)
    page = context.new_page()
    enter(page, house.adm)
    page.goto(f"/contacts/{eva.pk}/")
    page.get_by_label("More").click()
    page.get_by_role("link", name="Erase this person").click()
    page.get_by_label("I understand that this cannot be undone").check()
    page.get_by_role("button", name="Erase the person").click()
    expect(page.get_by_role("heading", name="Receipt of an erasure")).to_be_visible()
    context.close()


def test_all_data_come_as_a_file(house: House, visit) -> None:
    eva = make_contact(house.adm, **EVA)
    page = visit(f"/contacts/{eva.pk}/", by=house.adm)
    page.get_by_label("More").click()
    with page.expect_download() as handed:
        page.get_by_role("button", name="Export all data").click()
    assert handed.value.suggested_filename == f"personal-data-{eva.pk}.json"


def test_a_national_number_is_shown_to_who_says_why(house: House, visit) -> None:
    eva = make_contact(house.adm, **EVA)
    page = visit(f"/contacts/{eva.pk}/", by=house.adm)
    page.get_by_role("link", name="Record a number").click()
    page.get_by_label("National number").fill("85.07.30-033 28")
    page.get_by_label("Country").fill("BE")
    page.get_by_label("Legal basis").fill("Royal decree")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("•••28")).to_be_visible()
    page.get_by_role("link", name="Reveal").click()
    page.get_by_label("Why do you need it?").fill("the notary asks")
    page.get_by_label("Your password").fill("correct-horse-battery")
    page.get_by_role("button", name="Reveal").click()
    expect(page.get_by_text("85073003328")).to_be_visible()
