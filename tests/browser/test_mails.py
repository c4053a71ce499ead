"""Mails in a browser: sorted by the keyboard alone, read on a phone, and harmless whatever they hold."""

from tests.inbox.writing import parts, raw
from tests.mails.arriving import mailed
from tests.makers import House, make_lead

HOSTILE = "<p>ten <a href='javascript:alert(1)'>printers</a></p><img src=x onerror=alert(1)><script>alert(1)</script>"
PHONE = {"width": 390, "height": 844}


def test_a_mail_is_filed_by_the_keyboard_alone(house: House, visit):
    mail, lead = mailed(raw(subject="Chairs for Ghent"), organisation="Partner P"), make_lead(house.ann)
    page = visit("/mails/", by=house.ann)
    page.get_by_role("link", name="Chairs for Ghent").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/mails/{mail.pk}/")
    page.get_by_role("link", name="File with a lead").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Number of the lead").fill(str(lead.pk))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/leads/{lead.pk}/")
    assert page.get_by_role("region", name="Mails").get_by_text("Chairs for Ghent").is_visible()


def test_what_was_quoted_opens_with_a_press_on_a_phone(house: House, visit):
    mail = mailed(raw("Yes.\n\nOn Monday, Ann wrote:\n> Ten?"), organisation="Partner P")
    page = visit(f"/mails/{mail.pk}/", by=house.ann)
    page.set_viewport_size(PHONE)
    assert not page.get_by_text("> Ten?").is_visible()
    page.get_by_text("Show what was quoted").click()
    assert page.get_by_text("> Ten?").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_hostile_html_does_nothing_on_its_own_page(house: House, visit):
    content = parts(
        ("Content-Type: text/plain", "ten"), ("Content-Type: text/html", HOSTILE), kind="alternative"
    )
    mail = mailed(content, organisation="Partner P")
    page = visit(f"/mails/{mail.pk}/", by=house.ann)
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.get_by_role("link", name="Look at it as it was laid out").click()
    page.wait_for_url("**/as-sent/")
    assert page.get_by_text("printers").is_visible()
    assert (dialogs, page.locator("img, script").count()) == ([], 0)
