"""What people do on the pages of leads and interactions, a few words for each."""

from datetime import timedelta
from typing import Any

from playwright.sync_api import expect

from leadwright.foundation.clock import now
from leadwright.leads.models import Lead

# A browser under test has no program for telephone numbers and mail: what it would hand to one is kept instead.
HANDED_OVER = """
window.handedOver = [];
window.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='tel:'], a[href^='mailto:']");
  if (!link || event.defaultPrevented) return;
  window.handedOver.push(link.getAttribute("href"));
  event.preventDefault();
});
"""


def tomorrow() -> str:
    """Return ten o'clock tomorrow as a field for a moment takes it."""
    return f"{now() + timedelta(days=1):%Y-%m-%dT10:00}"


def act(page: Any, label: str, button: str = "") -> None:
    """Open an act of a lead, and press the button of its window."""
    page.get_by_role("link", name=label, exact=True).first.click()
    page.get_by_role("dialog").get_by_role("button", name=button or label, exact=True).last.click()


def more(page: Any, label: str) -> None:
    """Choose something in the menu of a lead."""
    page.get_by_label("More actions for this lead").click()
    page.get_by_role("link", name=label, exact=True).click()


def refused(page: Any, lead: Lead, verb: str, reason: str) -> None:
    """Expect that an act of a lead is refused, by its address too, and that the page says why."""
    assert page.goto(f"/leads/{lead.pk}/{verb}/").status == 409
    expect(page.get_by_text(reason).first).to_be_visible()
    page.goto(f"/leads/{lead.pk}/")


def forced(page: Any, address: str, **sent: str) -> tuple[int, str]:
    """Return what the server answers to a form that the page does not offer."""
    page.goto("/preferences/")
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    headers = {"Referer": page.url}
    answer = page.request.post(address, form={"csrfmiddlewaretoken": token, **sent}, headers=headers)
    return answer.status, answer.text()
