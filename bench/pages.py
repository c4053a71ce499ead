"""Visit every page as each role that may see it, in this process, and end with a fault where one takes too long."""

import json
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.test import Client as Browser
from django.test.utils import override_settings

from bench.addresses import pages
from bench.cast import ROLES, Person, people
from bench.counting import Statements

MOST = 300.0
VISITS = 2
# How often a page is looked at again that took too long: something else may have run beside it.
AGAIN = 5
SLOWEST = 20
HEAD = "| page | role | warm, median ms | first look, ms | statements | bytes |\n| --- | --- | ---: | ---: | ---: | ---: |"


@dataclass(frozen=True, kw_only=True)
class Look:
    """One look at a page."""

    status: int
    took: float
    statements: int
    length: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class Visited:
    """A page as somebody of a role sees it."""

    path: str
    role: str
    first: Look
    warm: list[Look]

    @property
    def median(self) -> float:
        """The time of a warm look in the middle."""
        return statistics.median(look.took for look in self.warm)

    def line(self) -> str:
        """Return the line of the table."""
        last = self.warm[-1]
        return (
            f"| {self.path} | {self.role} | {self.median:.0f} | {self.first.took:.0f} "
            f"| {last.statements} | {last.length:,} |"
        )


def measure() -> dict[str, float]:
    """Visit all pages, print those that take longest, and end with a fault when one takes more than it may."""
    with override_settings(RATE_LIMIT=0):
        visited = [page for role in ROLES for page in visits(role)]
    connection.close()
    _print("The slowest when warm", sorted(visited, key=lambda page: -page.median))
    _print("The slowest at the first look", sorted(visited, key=lambda page: -page.first.took))
    slow = [page for page in visited if page.median > MOST]
    figures: dict[str, float] = {
        "visited": len(visited),
        "slow": len(slow),
        "slowest": round(max(page.median for page in visited)),
    }
    print(json.dumps({"pages": figures}))
    if slow:
        raise SystemExit(f"{len(slow)} of {len(visited)} pages take more than {MOST:.0f} ms")
    return figures


def _print(title: str, rows: list[Visited]) -> None:
    print(f"\n{title}:\n{HEAD}")
    for page in rows[:SLOWEST]:
        print(page.line())


def visits(role: str) -> Iterator[Visited]:
    """Look at each page as the first of a role; what he may not see, or what is only sent, is left out."""
    person, statuses = people(role, 1)[0], Counter[int]()
    browser = _signed_in(person)
    for path in pages(person.user):
        first = look(browser, path)
        statuses[first.status] += 1
        if first.status == 200:
            yield Visited(path=path, role=role, first=first, warm=_warm(browser, path))
    told = ", ".join(f"{count} answered {status}" for status, count in sorted(statuses.items()))
    print(f"{role}: {told}", flush=True)


def _signed_in(person: Person) -> Browser:
    name, _, value = person.cookie.partition("=")
    browser = Browser(SERVER_NAME="127.0.0.1")
    browser.cookies[name] = value
    return browser


def _warm(browser: Browser, path: str) -> list[Look]:
    warm = [look(browser, path) for _ in range(VISITS)]
    if statistics.median(one.took for one in warm) > MOST:
        warm += [look(browser, path) for _ in range(AGAIN)]
    return warm


def look(browser: Browser, path: str) -> Look:
    """Look at a page once, to its last byte."""
    statements = Statements()
    with connection.execute_wrapper(statements):
        begin = time.perf_counter()
        answer = browser.get(path)
        length = len(answer.getvalue())
        took = (time.perf_counter() - begin) * 1000
    return Look(
        status=answer.status_code,
        took=took,
        statements=statements.count,
        length=length,
        kind=answer.headers.get("Content-Type", ""),
    )
