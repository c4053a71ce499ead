"""Ask for duplicates and misspelt names among many contacts, and for the bare query behind each answer."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.generating import World
from leadwright.contacts.duplicates import likely
from leadwright.contacts.finding import find_contacts
from leadwright.contacts.indexing import record_of
from leadwright.contacts.matching import Record
from leadwright.contacts.models import Contact
from leadwright.people.models import User

ASKED = 150
BEST = 10
Ask = Callable[[Record], list[int]]


def ask(count: int) -> None:
    """Print the times of each kind of question, and how often the right contact is among the first ten."""
    by = User.objects.select_related("organisation", "unit").get(organisation__name="Vendor")
    world = World(7)
    print(
        f"\n{count:,} contacts; times in milliseconds, of {ASKED} questions each; found among the first {BEST}"
    )
    print(f"{'':38}{'median':>8}{'p95':>8}{'bare queries':>14}{'ratio':>7}{'found':>8}")
    for name, typed, asked in _questions(world, by):
        _tell(name, typed, asked, _some(by, name))
    connection.close()


def _some(by: User, name: str) -> list[Contact]:
    """Return contacts from all over the table, people only where the question is about two names."""
    rows = Contact.objects.filter(organisation=by.organisation_id)
    last = Contact.objects.latest("pk").pk
    wanted = World(len(name)).random.sample(range(1, last + 1), ASKED * 4)
    chosen = rows.filter(pk__in=wanted)
    return list((chosen.filter(kind="person") if "one word" in name else chosen)[:ASKED])


def _questions(world: World, by: User) -> list[tuple[str, Callable[[Contact], Record], Ask]]:
    def duplicate(draft: Record) -> list[int]:
        return [match.contact.pk for match in likely(draft, by=by, limit=BEST)]

    def search(draft: Record) -> list[int]:
        return [row.pk for row in find_contacts(draft.name, by=by, limit=BEST)]

    return [
        ("duplicate: name and phone, 1 error", lambda row: _slipped(world, row, 1, keep="phones"), duplicate),
        (
            "duplicate: name and e-mail, 2 errors",
            lambda row: _slipped(world, row, 2, keep="emails"),
            duplicate,
        ),
        ("search: name as it is", lambda row: Record(name=row.name), search),
        ("search: name, 1 error", lambda row: _slipped(world, row, 1), search),
        ("search: name, 2 errors", lambda row: _slipped(world, row, 2), search),
        ("search: name, 2 errors in one word", lambda row: _in_one_word(world, row), search),
        ("search: phone number", lambda row: Record(name=row.phone), search),
        ("search: e-mail address", lambda row: Record(name=row.email), search),
    ]


def _slipped(world: World, contact: Contact, errors: int, keep: str = "") -> Record:
    name = contact.name
    for _ in range(errors):
        name = world.slipped(name)
    bare = replace(record_of(contact), name=name, given_name="", family_name="")
    bare = bare if keep == "emails" else replace(bare, emails=())
    return bare if keep == "phones" else replace(bare, phones=())


def _in_one_word(world: World, contact: Contact) -> Record:
    words = contact.name.split()
    longest = max(range(len(words)), key=lambda place: len(words[place]))
    words[longest] = world.slipped(world.slipped(words[longest]))
    return Record(name=" ".join(words))


def _tell(name: str, typed: Callable[[Contact], Record], asked: Ask, contacts: list[Contact]) -> None:
    took, bare, right = [], [], 0
    drafts = [(contact, typed(contact)) for contact in contacts]
    asked(drafts[0][1])
    for item, draft in drafts:
        with CaptureQueriesContext(connection) as queries:
            answer, seconds = _timed(partial(asked, draft))
        statements = [query["sql"] for query in queries.captured_queries]
        took.append(seconds)
        bare.append(_timed(partial(_run, statements))[1])
        right += any(_same(item, pk) for pk in answer) if answer else 0
    middle, under = statistics.median(took), statistics.median(bare)
    worst = sorted(took)[int(len(took) * 0.95) - 1]
    print(
        f"{name:38}{middle:8.1f}{worst:8.1f}{under:14.1f}{middle / under:7.2f}{right / len(took):8.3f}",
        flush=True,
    )


def _same(contact: Contact, pk: int) -> bool:
    """Tell whether the answer is the contact, or one of exactly the same name, which a name cannot tell apart."""
    return contact.pk == pk or Contact.objects.filter(pk=pk, name=contact.name).exists()


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()


def _timed(run: Callable[[], Any]) -> tuple[Any, float]:
    begin = time.perf_counter()
    answer = run()
    return answer, (time.perf_counter() - begin) * 1000
