"""What is asked of tables that grow: every filter in every order for every role's reach, and every page's questions."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.test import Client as Browser

from bench.cast import ROLES, Person, people
from bench.plans import Question
from leadwright.accounts.filters import CONTACTS
from leadwright.contacts import listing as contact_lists
from leadwright.contacts.duplicates import likely
from leadwright.contacts.indexing import full_record
from leadwright.contacts.models import Contact
from leadwright.foundation.clock import now
from leadwright.leads.filters import LEADS, reader_of
from leadwright.leads.listing import page as page_of_leads
from leadwright.leads.listing import planned
from leadwright.leads.models import Lead
from leadwright.people.filtering import FilterTable, Reader
from leadwright.people.models import User
from leadwright.web.parts.lead_lines import COLUMNS

PAGE = 50
# For an order alone and a page, for a filter in the usual order, and for a filter in another order.
FEW, MORE, SOME = 200, 2_500, 5_000
VALUES = 3
DAYS = ("started_from", "started_to", "expected_from", "expected_to", "completed_from", "completed_to")
Values = dict[str, str]


def questions() -> Iterator[Question]:
    """Return each question of each role."""
    settings.RATE_LIMIT = 0
    for role in ROLES:
        person = people(role, 1)[0]
        yield from of_leads(role, person.user)
        yield from of_contacts(role, person.user)
        yield from of_pages(role, person)


def of_leads(role: str, user: User) -> Iterator[Question]:
    """Return the orders of the list of leads, its filters in the usual order, and both together."""
    reader = reader_of(user, now())
    for chosen in [{}, *chosen_of(LEADS, reader, lead_values(user))]:
        for order in offered_orders(LEADS, reader):
            yield Question(
                name=_name(role, "leads", chosen, order),
                ask=_leads(reader, chosen | {"ordering": order}),
                most=most_for(chosen, is_usual=order == LEADS.usual_order),
            )


def most_for(chosen: Values, *, is_usual: bool) -> int:
    """Return how many rows may be read for a page of a list."""
    if not chosen:
        return FEW
    return MORE if is_usual else SOME


def _name(role: str, what: str, chosen: Values, order: str) -> str:
    filters = " ".join(f"{name}={value}" for name, value in chosen.items())
    return f"{role}: {what}, {filters or 'all'}, by {order}"


def _leads(reader: Reader, data: Values) -> Callable[[], object]:
    chosen = LEADS.read(data, reader)
    if chosen.faults:
        raise ValueError(chosen.faults)

    def ask() -> None:
        with planned(chosen):
            list(page_of_leads(chosen, size=PAGE).values_list(*COLUMNS))

    return ask


def offered_orders(table: FilterTable[Any], reader: Reader) -> list[str]:
    """Return the names of the orders that a reader may sort by, downwards too."""
    return [direction.name for direction in table.directions() if direction.is_offered(reader)]


def chosen_of(table: FilterTable[Any], reader: Reader, values: Values) -> Iterator[Values]:
    """Return each value that a filter offers by itself, or the given one, each as the data of an address."""
    for row in table.offered(reader):
        offered = [value for value, _words in row.kind.choices(reader)]
        for value in offered[:VALUES] or [values.get(row.name, "")]:
            if value:
                yield {row.name: value}


def lead_values(user: User) -> Values:
    """Return values of the filters that offer none by themselves."""
    lead = (
        Lead.objects.within_reach(user, "lead.view").exclude(contact=None).select_related("contact").first()
    )
    known = {"q": lead.contact.name, "contact": str(lead.contact_id)} if lead and lead.contact else {}
    amounts = {"amount_from": "49000", "amount_to": "1000", "currency": "EUR"}
    return known | amounts | dict.fromkeys(DAYS, f"{now():%Y-%m-%d}")


def of_contacts(role: str, user: User) -> Iterator[Question]:
    """Return the orders and filters of the list of contacts, and the duplicates of some."""
    reader = reader_of(user, now())
    for chosen in [{}, *chosen_of(CONTACTS, reader, {})]:
        for order in offered_orders(CONTACTS, reader):
            yield Question(
                name=_name(role, "contacts", chosen, order),
                ask=_contacts(reader, chosen | {"ordering": order}),
                most=most_for(chosen, is_usual=order == CONTACTS.usual_order),
            )
    known = Contact.objects.within_reach(user, "contact.view").select_related("company").with_channels()
    for contact in known.order_by("-pk")[:3]:
        yield Question(
            name=f"{role}: duplicates of {contact.name}", ask=_duplicates(contact, user), most=SOME
        )


def _contacts(reader: Reader, data: Values) -> Callable[[], object]:
    chosen = CONTACTS.read(data, reader)
    return lambda: contact_lists.page(
        reader.user, narrow=lambda rows: CONTACTS.narrow(rows, chosen), size=PAGE, order=chosen.order
    )


def _duplicates(contact: Contact, user: User) -> Callable[[], object]:
    return lambda: likely(full_record(contact), by=user)


def of_pages(role: str, person: Person) -> Iterator[Question]:
    """Return the pages that somebody opens, as nobody did before, with all that stands on them."""
    browser = Browser(SERVER_NAME="127.0.0.1")
    browser.force_login(person.user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    headers = {"Authorization": f"Bearer {person.token}"}
    for path in _paths(person.user):
        yield Question(
            name=f"{role}: {path}",
            ask=_page(browser, path, headers if path.startswith("/api") else {}),
            most=MORE if "=" in path else FEW,
        )


def _page(browser: Browser, path: str, headers: Values) -> Callable[[], object]:
    def ask() -> None:
        cache.clear()
        answer = browser.get(path, headers=headers)
        if answer.status_code not in (200, 403):
            raise ValueError(f"{path}: {answer.status_code}")

    return ask


def _paths(user: User) -> list[str]:
    reader, lead = reader_of(user, now()), Lead.objects.within_reach(user, "lead.view").first()
    values = lead_values(user)
    lists = [
        *chosen_of(LEADS, reader, values),
        *({"state": "any"} | some for some in chosen_of(LEADS, reader, values)),
    ]
    queries = ["?" + urlencode(some) for some in ({}, {"owner": "any"}, *lists)]
    contacts = ["?" + urlencode(some) for some in ({}, *chosen_of(CONTACTS, reader, {}))]
    one = (
        [f"/leads/{lead.pk}/", f"/api/v1/leads/{lead.pk}", f"/api/v1/leads/{lead.pk}/history"] if lead else []
    )
    known = (
        [f"/contacts/{lead.contact_id}/", f"/leads/new/existing/?contact={lead.contact_id}"] if lead else []
    )
    return [
        "/",
        *(f"/leads/{query}" for query in queries),
        *(f"/api/v1/leads{query}" for query in queries),
        *(f"/contacts/{query}" for query in contacts),
        *(f"/api/v1/contacts{query}" for query in contacts),
        *one,
        *known,
    ]
