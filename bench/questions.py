"""What is asked of tables that grow: every filter in every order for every role's reach, and every page's questions."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.test import Client as Browser
from django.test.utils import override_settings

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
from leadwright.leads.listing import planned, works_on_any
from leadwright.leads.models import Lead
from leadwright.people.filtering import FilterTable, Reader
from leadwright.people.models import User
from leadwright.people.reach import Permission
from leadwright.web.parts.lead_lines import COLUMNS

PAGE = 50
DAYS = ("started_from", "started_to", "expected_from", "expected_to", "completed_from", "completed_to")
# For an order alone and a page; for a filter in the usual order, of a reach in which every other lead lies; for a
# filter in another order, of which a hundredth of leads fits. Fifty leads have a hundred contacts and companies.
FEW, MORE, SOME = 200, 600, 6_000
# How many rows stand beside a lead where all of a contact are looked at, in the tables and in the indexes.
BESIDE = 15
# What no index holds in the usual order: spans, and what a text or a contact leads to.
SORTED = {*("q", "contact", "account", "closed", "amount_from", "amount_to"), *DAYS}
OWN = {("owner", "me"), ("owner", "team")}
VALUES = 3
OF_LEADS, OF_CONTACTS = ("/leads/", "/api/v1/leads"), ("/contacts/", "/api/v1/contacts")
Values = dict[str, str]


def questions() -> Iterator[Question]:
    """Return each question of each role; of lists once for a reach, which alone decides what is asked."""
    asked: set[Hashable] = set()
    with override_settings(RATE_LIMIT=0):
        for role in ROLES:
            person = people(role, 1)[0]
            for lists, permissions in LISTS.items():
                reach = lists, person.user.organisation_id, *map(person.user.reaches_of, permissions)
                if reach not in asked:
                    asked.add(reach)
                    yield from lists(role, person)
            yield from of_pages(role, person)


def of_leads(role: str, person: Person) -> Iterator[Question]:
    """Return the orders of the list of leads, its filters in the usual order, and both together."""
    user = person.user
    reader = reader_of(user, now())
    for chosen in [{}, *chosen_of(LEADS, reader, lead_values(user))]:
        for order in offered_orders(LEADS, reader):
            yield Question(
                name=_name(role, "leads", chosen, order),
                ask=_leads(reader, chosen | {"ordering": order}),
                most=most_for(chosen, user, is_usual=order == LEADS.usual_order),
            )


def most_for(chosen: Values, user: User, *, is_usual: bool) -> int:
    """Return how many rows may be read for a page of a list; of what somebody works on, all of it."""
    if not chosen:
        return FEW
    if OWN & chosen.items():
        return SOME + Lead.objects.worked_by(user).count()
    return MORE if is_usual and not SORTED & chosen.keys() else SOME


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
    known |= {"partner": str(lead.organisation_id)} if lead and lead.organisation_id else {}
    amounts = {"amount_from": "49000", "amount_to": "1000", "currency": "EUR"}
    return known | amounts | dict.fromkeys(DAYS, f"{now():%Y-%m-%d}")


def of_contacts(role: str, person: Person) -> Iterator[Question]:
    """Return the orders and filters of the list of contacts, and the duplicates of some."""
    user = person.user
    reader = reader_of(user, now())
    for chosen in [{}, *chosen_of(CONTACTS, reader, {})]:
        for order in offered_orders(CONTACTS, reader):
            yield Question(
                name=_name(role, "contacts", chosen, order),
                ask=_contacts(reader, chosen | {"ordering": order}),
                most=most_for(chosen, user, is_usual=order == CONTACTS.usual_order),
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


def of_narrowed_pages(role: str, person: Person) -> Iterator[Question]:
    """Return the lists as pages and as answers, narrowed by each filter, with all that stands on them."""
    user = person.user
    reader = reader_of(user, now())
    leads = list(chosen_of(LEADS, reader, lead_values(user)))
    states = [{"owner": "any"}, *leads, *({"state": "any"} | some for some in leads)]
    contacts = list(chosen_of(CONTACTS, reader, {}))
    for bases, lists in ((OF_LEADS, states), (OF_CONTACTS, contacts)):
        for some in lists:
            most = max(most_for(some, user, is_usual=True), _by_itself(user))
            yield from _asked(role, person, [f"{base}?{urlencode(some)}" for base in bases], most=most)


def _by_itself(user: User) -> int:
    """Return how many rows may be read for whom the page of the list is of what he works on, unless told otherwise."""
    return most_for({"owner": "me"}, user, is_usual=True) if works_on_any(user) else 0


def of_pages(role: str, person: Person) -> Iterator[Question]:
    """Return the pages that somebody opens, as nobody did before."""
    lead = Lead.objects.within_reach(person.user, "lead.view").first()
    yield from _asked(role, person, ["/", *OF_LEADS, *OF_CONTACTS], most=FEW)
    if lead is None:
        return
    paths = [f"/leads/{lead.pk}/", f"/api/v1/leads/{lead.pk}", f"/api/v1/leads/{lead.pk}/history"]
    if lead.contact_id:
        paths += [f"/contacts/{lead.contact_id}/", f"/leads/new/existing/?contact={lead.contact_id}"]
    known = Lead.objects.filter(contact=lead.contact_id).count()
    yield from _asked(role, person, paths, most=FEW + BESIDE * known)


def _asked(role: str, person: Person, paths: list[str], *, most: int) -> Iterator[Question]:
    browser = Browser(SERVER_NAME="127.0.0.1")
    browser.force_login(person.user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    headers = {"Authorization": f"Bearer {person.token}"}
    for path in paths:
        ask = _page(browser, path, headers if path.startswith("/api") else {})
        yield Question(name=f"{role}: {path}", ask=ask, most=most)


def _page(browser: Browser, path: str, headers: Values) -> Callable[[], object]:
    def ask() -> None:
        cache.clear()
        answer = browser.get(path, headers=headers)
        if answer.status_code not in (200, 403):
            raise ValueError(f"{path}: {answer.status_code}")

    return ask


# What is the same for all whose permissions reach as far.
LISTS: Mapping[Callable[[str, Person], Iterator[Question]], tuple[Permission, ...]] = {
    of_leads: ("lead.view", "lead.see_deal"),
    of_contacts: ("contact.view",),
    of_narrowed_pages: ("lead.view", "lead.see_deal", "contact.view"),
}
