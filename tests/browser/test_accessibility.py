"""Each page: no violation that axe can find, in light and dark; no sideways scrolling on a phone; no foreign host."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import enter
from tests.browser.pages import all_pages
from tests.makers import House, make_user

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# All else that axe looks at is the same in the dark.
CONTRAST = ["color-contrast"]
PARTS = 4
AXE = Axe()
# In a page that has it already, the long script is not read again.
LOADED = Axe("null")
# Pages have no frames and load no styles or media from elsewhere; of a place its text is told.
OPTIONS = {"resultTypes": ["violations"], "iframes": False, "preload": False, "selectors": False}
WIDE, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 844}


@pytest.fixture
def house(house: House, settings, tmp_path) -> House:
    """Return the house with an administrator of the vendor; national numbers are kept in it."""
    settings.ERASURES, settings.NATIONAL_NUMBERS = str(tmp_path / "erasures.jsonl"), True
    house.vera = make_user("vera", unit=house.dina.unit, profile="administrator")
    return house


class Readers(dict[Any, Any]):
    """A page for each reader, opened and signed in when it is first looked at."""

    def __init__(self, chromium: Any, url: str, faults: list[Any]) -> None:
        self.chromium, self.url, self.faults = chromium, url, faults

    def __missing__(self, reader: Any) -> Any:
        page = self.chromium.new_context(
            base_url=self.url, locale="en-GB", reduced_motion="reduce"
        ).new_page()
        if reader is not None:
            enter(page, reader)
        watch(page, self.url, self.faults)
        self[reader] = page
        return page

    def close(self) -> None:
        for page in self.values():
            page.context.close()


def part_of(pages: list[tuple[Any, str]], part: int) -> list[tuple[Any, str]]:
    """Return every page of a part; those of one reader stay together, so that he signs in once."""
    ordered = sorted(pages, key=lambda row: row[0].pk if row[0] else 0)
    size = -(-len(ordered) // PARTS)
    return ordered[part * size : (part + 1) * size]


@pytest.fixture
def demo(settings, live) -> None:
    """Make the served product a demo, so that its mailbox is looked at too."""
    settings.DEMO = True


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_has_a_barrier_or_scrolls_sideways_on_a_phone_or_breaks_its_policy(
    house, chromium, live, demo, part
):
    faults: list[Any] = []
    pages = Readers(chromium, live.url, faults)
    for reader, address in part_of(all_pages(house), part):
        page = pages[reader]
        answer = page.goto(address)
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        faults += [(address, *barrier) for barrier in barriers(page, RULES)]
        page.emulate_media(color_scheme="dark")
        faults += [(address, "dark", *barrier) for barrier in barriers(page, CONTRAST, axe=LOADED)]
        page.set_viewport_size(PHONE)
        width = page.evaluate("document.documentElement.scrollWidth")
        faults += [(address, width)] if width > PHONE["width"] else []
        page.set_viewport_size(WIDE)
        page.emulate_media(color_scheme="light")
    pages.close()
    assert faults == []


def watch(page: Any, home: str, faults: list[Any]) -> None:
    """Note each break of the content policy, each error of a script, and each request to a foreign host."""
    page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda asked: faults.append(asked.url) if foreign(asked.url, home) else None)


def barriers(page: Any, rules: list[str], axe: Axe = AXE) -> list[tuple[str, str]]:
    """Return what axe finds against some rules or sets of rules, each with the first place."""
    result = axe.run(page, options=OPTIONS | {"runOnly": rules})
    return [(row["id"], row["nodes"][0]["html"]) for row in result.response["violations"]]


def foreign(address: str, home: str) -> bool:
    return not address.startswith((home, "data:"))
