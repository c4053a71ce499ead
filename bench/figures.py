"""What is measured: how the product is asked, what the bare side is asked, and what both must agree on."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from bench.cast import ROLES, Person, people, spread
from bench.generating import World
from bench.processing import give_processes
from bench.serving import Ask
from bench.working import give_activities
from leadwright.contacts.candidates import MOST_WORDS, sought
from leadwright.contacts.indexing import full_record
from leadwright.contacts.matching.tolerance import rests, sure_keys, telling, words_of
from leadwright.contacts.models import Contact
from leadwright.foundation.clock import now
from leadwright.foundation.text import sort_key
from leadwright.leads import actions
from leadwright.leads.models import Lead, Source
from leadwright.people.models import Partnership

PARTNER = "overview_partner"
WORK = "activities"
SALES = "processes"
# What is measured as well where leads have activities.
WORKED = ("list", "lead_page")
FREQUENT = World().families[4]
Ids = list[int]


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One request to the product and the values of the statement for the same."""

    ask: Ask
    values: dict[str, object]


def ids_in_rows(body: bytes) -> Ids:
    """Return each value of `id` in the rows of the bare side, in their order, also within their lists."""
    return [pk for row in rows_in(body) for pk in _ids_in(row)]


def rows_in(body: bytes) -> list[dict[str, Any]]:
    """Return the rows of the bare side by the names of their columns."""
    data = orjson.loads(body)
    return [dict(zip(data["columns"], row, strict=True)) for row in data["rows"]]


def _ids_in(value: object) -> Iterator[int]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from [int(inner)] if name == "id" else _ids_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _ids_in(inner)


def nothing(turn: int) -> None:
    """Do nothing before a request."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One thing to measure; `group` names the key of the ratios that holds the worst of several."""

    name: str
    turn: Callable[[int], Turn]
    ids: Callable[[bytes], Ids]
    rows: Callable[[bytes], Ids] = ids_in_rows
    before: Callable[[int], None] = nothing
    # Whether the bare rows may hold more than the answer: what is weighed by arithmetic, not by SQL.
    holds_more: bool = False
    # Whether it leaves rows: then what is left of the leads is compared, and not which they are.
    writes: bool = False
    group: str = ""
    may_be_empty: bool = False


def _in_list(body: bytes) -> Ids:
    return [int(pk) for pk in re.findall(rb'class="cover strong" href="/leads/(\d+)/"', body)]


def _on_overview(body: bytes) -> Ids:
    return [int(pk) for pk in re.findall(rb'id="offer-(\d+)"', body)] + _in_list(body)


def _on_page(body: bytes) -> Ids:
    """Return the number of the lead, its lines, and how many entries of history there are."""
    number = re.search(rb"<title>L-(\d+)", body)
    lines = re.findall(rb'href="/leads/\d+/contacts/(\d+)/"', body)
    entries = body.partition(b'<ol class="history">')[2].partition(b"</ol>")[0].count(b"<li>")
    return [int(number[1]) if number else 0, *dict.fromkeys(map(int, lines)), entries]


def _page_in_rows(body: bytes) -> Ids:
    (row,) = rows_in(body)
    return [row["id"], *(line["id"] for line in row["parties"]), len(row["history"])]


def _among_contacts(body: bytes) -> Ids:
    return [int(pk) for pk in re.findall(rb'class="cover strong"\s+href="/contacts/(\d+)/"', body)]


def _in_items(body: bytes) -> Ids:
    return [row["number"] for row in orjson.loads(body)["items"]]


def ids_in_items(body: bytes) -> Ids:
    """Return the ids of an answer of the API that lists rows."""
    return [row["id"] for row in orjson.loads(body)["items"]]


def _in_rows_once(body: bytes) -> Ids:
    return sorted(set(ids_in_rows(body)))


def _in_matches(body: bytes) -> Ids:
    return [row["contact"]["id"] for row in orjson.loads(body)["items"]]


def _of_lead(body: bytes) -> Ids:
    data = orjson.loads(body)
    return [data["number"], data["contact"]["id"], *(line["id"] for line in data["parties"])]


Maker = tuple[str, str, Callable[[], Figure]]


def reads(turns: int) -> list[Maker]:
    """Return the pages and answers that are measured, by name and group, each with what makes it ready."""
    ann = people("portal-writer", 1)[0]

    def one() -> int:
        seen = Lead.objects.within_reach(ann.user, "lead.view").open().filter(owner=ann.user)
        return int(seen.latest("pk").pk)

    lists = {
        "overview": lambda: _page("overview", ann, "/", _on_overview),
        "list": lambda: _page("list", ann, "/leads/?owner=any", _in_list),
        "filtered": lambda: _filtered(ann),
        "sorted": lambda: _page("sorted", ann, "/leads/?owner=any&state=any&ordering=-amount", _in_list),
        "lead_page": lambda: _page("lead_page", ann, f"/leads/{one()}/", _on_page, _page_in_rows, lead=one()),
        "contacts": lambda: _page("contacts", ann, "/contacts/", _among_contacts),
        "api_list": lambda: _call("api_list", ann, "/leads", _in_items),
        "api_one": lambda: _call("api_one", ann, f"/leads/{one()}", _of_lead, lead=one()),
        "duplicates": lambda: _duplicates(ann, turns),
    }
    work = {
        "activities": lambda: _call("activities", ann, "/activities", ids_in_items),
        "calendar": lambda: _calendar(ann),
    }
    roles = [(f"overview_{role.replace('-', '_')}", partial(_overview_of, role, turns)) for role in ROLES]
    return [
        *((name, "", make) for name, make in lists.items()),
        *((name, PARTNER, make) for name, make in roles),
        *((name, WORK, partial(_worked, make)) for name, make in work.items()),
    ]


def sales() -> list[Maker]:
    """Return the pages that are measured where leads have processes."""
    ann = people("portal-writer", 1)[0]
    pages = {
        "my_tasks": lambda: _page("my_tasks", ann, "/tasks/", _among_tasks, _in_rows_once),
        "flowchart": lambda: _flowchart(ann),
    }
    return [(name, SALES, partial(_sold, make)) for name, make in pages.items()]


def _worked(make: Callable[[], Figure]) -> Figure:
    """Return a figure that is measured where leads have activities."""
    give_activities()
    return replace(make(), group=WORK)


def _sold(make: Callable[[], Figure]) -> Figure:
    """Return a figure that is measured where leads have processes."""
    give_processes()
    return replace(make(), group=SALES)


def _flowchart(person: Person) -> Figure:
    """Look at the process of an own lead."""
    own = Lead.objects.within_reach(person.user, "lead.view").filter(
        owner=person.user, posted_at__isnull=False
    )
    number = int(own.latest("pk").pk)
    path = f"/leads/{number}/process/"
    return _page("flowchart", person, path, _among_tasks, _in_rows_once, lead=number)


def _among_tasks(body: bytes) -> Ids:
    return sorted({int(pk) for pk in re.findall(rb'href="/tasks/(\d+)/"', body)})


def _calendar(person: Person) -> Figure:
    """Look at the week of today."""
    today = (
        now().astimezone(ZoneInfo(person.user.time_zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    )
    start = today - timedelta(days=today.weekday())
    begin, end = start.isoformat(), (start + timedelta(days=7)).isoformat()
    figure = _page("calendar", person, "/calendar/", _in_calendar, _in_rows_once, start=begin, end=end)
    return replace(figure, may_be_empty=True)


def _in_calendar(body: bytes) -> Ids:
    return sorted({int(pk) for pk in re.findall(rb'href="/activities/(\d+)/"', body)})


def _filtered(person: Person) -> Figure:
    """Look for a frequent word among the leads of one source: the given name that is in most of them."""
    source = Source.objects.get(code="website")
    seen = Lead.objects.within_reach(person.user, "lead.view").open().filter(source=source)
    names = seen.exclude(contact__given_name="").values_list("contact__given_name", flat=True)
    word = sort_key(Counter(names[:1000]).most_common(1)[0][0])
    path = f"/leads/?owner=any&source=website&q={word}"
    return _page("filtered", person, path, _in_list, source=source.pk, word=word)


def _page(
    name: str,
    person: Person,
    path: str,
    ids: Callable[[bytes], Ids],
    rows: Callable[[bytes], Ids] = ids_in_rows,
    **values: object,
) -> Figure:
    turn = Turn(ask=person.page(path), values=person.place | values)
    return Figure(name=name, turn=lambda _n: turn, ids=ids, rows=rows)


def _call(name: str, person: Person, path: str, ids: Callable[[bytes], Ids], **values: object) -> Figure:
    turn = Turn(ask=person.call(path), values=person.place | values)
    return Figure(name=name, turn=lambda _n: turn, ids=ids, rows=_once_each)


def _once_each(body: bytes) -> Ids:
    return list(dict.fromkeys(ids_in_rows(body)))


def _overview_of(role: str, turns: int) -> Figure:
    """Return the overview of a role right after a change: each turn somebody else looks."""
    everybody = spread(role, turns)

    def turn(number: int) -> Turn:
        person = everybody[number]
        return Turn(ask=person.page("/"), values=person.place)

    def change(number: int) -> None:
        touch(everybody[number], number)

    name = f"overview_{role.replace('-', '_')}"
    return Figure(
        name=name,
        turn=turn,
        ids=_on_overview,
        before=change,
        group=PARTNER,
        may_be_empty=role == "configurator",
    )


def touch(person: Person, turn: int) -> None:
    """Change the amount of an open lead that somebody sees, so that no figure of before is right any more."""
    seen = Lead.objects.within_reach(person.user, "lead.view").open().exclude(owner=None)
    lead = seen.select_related("owner").order_by("due_order", "rank", "number").first()
    if lead is not None and lead.owner is not None:
        amount = {"amount": f"{1000 + turn}.00", "currency": "EUR"}
        actions.edit(lead.pk, {"target_amount": amount}, by=lead.owner, at=now(), version=lead.version)


def _duplicates(person: Person, turns: int) -> Figure:
    """Ask for the duplicates of another contact each turn: of every third the family name is a frequent one."""
    lenders = Partnership.objects.filter(partner=person.user.organisation_id).values_list("vendor", flat=True)
    mine = Contact.objects.filter(organisation__in=list(lenders)).select_related("company").with_channels()
    often = list(
        mine.filter(sort_name__endswith=FREQUENT.lower(), kind="person").order_by("pk")[: turns // 3 + 1]
    )
    apart = list(mine.filter(pk__in=_scattered(turns)))
    chosen = [
        often[n // 3 % len(often)] if n % 3 == 0 and often else apart[n % len(apart)] for n in range(turns)
    ]
    asker = people("lead-distributor", 1)[0]

    def turn(number: int) -> Turn:
        contact = chosen[number]
        fields = ("kind", "name", "given_name", "family_name", "email", "phone")
        data = {name: getattr(contact, name) for name in fields if getattr(contact, name)}
        return Turn(
            ask=asker.call("/contacts/duplicates", method="POST", data=data),
            values=asker.place | _keys(contact),
        )

    return Figure(name="duplicates", turn=turn, ids=_in_matches, rows=_once_each, holds_more=True)


def _scattered(turns: int) -> list[int]:
    last = Contact.objects.latest("pk").pk
    return [1 + (n * 7919) % last for n in range(1, turns * 3)]


def _keys(contact: Contact) -> dict[str, object]:
    """Return what the contact is looked for by: sure keys, and its telling words with those that are near each."""
    draft = full_record(contact)
    words = telling(words_of(draft), most=MOST_WORDS)
    near = [[f"w:{word}" for word in some] for some in sought([], words).words.values()]
    places = dict(zip(("first", "second", "third", "fourth"), [*near, *[[]] * MOST_WORDS], strict=False))
    return places | {
        "sure": sure_keys(draft),
        "exact": [f"w:{word}" for word in words],
        "rests": sorted({rest for word in words for rest in rests(word)}),
        "is_alone": len(words) == 1,
    }
