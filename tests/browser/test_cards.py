"""Cards in a real browser: put up, looked at, brought in, and what became of each, on a phone too."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.makers import House, make_contact

CARDS = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;ENCODING=QUOTED-PRINTABLE:M=FCller;J=FCrgen\r\n"
    "TEL;WORK:+49 221 12345678\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jan Peeters\r\nEMAIL:jan@acme.example\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Nobody in Particular\r\nEND:VCARD\r\n"
)


def fits(page) -> None:
    for width, height in ((1280, 720), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert Axe().run(page).violations_count == 0


def test_cards_are_looked_at_and_each_is_counted(house: House, visit) -> None:
    make_contact(house.ann, kind="person", name="Jan Peeters", email="jan@acme.example")
    page = visit("/contacts/vcards/new/", by=house.ann)
    file = {"name": "cards.vcf", "mimeType": "text/vcard", "buffer": CARDS.encode()}
    page.get_by_label("File of vCards").set_input_files([file])
    page.get_by_role("button", name="Look at them").click()
    expect(page.get_by_label("Jürgen Müller")).to_be_checked()
    expect(page.get_by_label("Jan Peeters")).not_to_be_checked()
    fits(page)
    page.get_by_role("button", name="Bring in").click()
    expect(
        page.get_by_text("1 contact is brought in. 1 card is refused. 1 card was not ticked.")
    ).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Nobody in Particular")).to_contain_text("11")
    fits(page)
