"""A form that creates something and is sent twice at the same moment makes one thing, whatever it creates."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection, connections
from django.test import Client

from leadwright.foundation.clock import now
from tests.browser.pages import all_pages
from tests.makers import House, make_contact, make_lead, make_user
from tests.web.sheets import Sheet, sheets_in

pytestmark = pytest.mark.usefixtures("committed")
TWICE = 2
# Sessions, what was turned away, how often, and the note that a form was stored tell of each request.
OF_REQUESTS = ("django_session", "people_securityevent", "axes_", "people_sentform", "procrastinate_")


@pytest.fixture
def house(committed, settings, tmp_path) -> House:
    """Return a house of which every page can be seen."""
    settings.ERASURES, settings.NATIONAL_NUMBERS = str(tmp_path / "erasures.jsonl"), True
    house = House()
    house.vera = make_user(
        "vera", unit=house.dina.unit, profile="administrator company-admin lead-distributor"
    )
    return house


def enter(user: Any) -> Client:
    """Return a browser in which a user is signed in."""
    client = Client()
    client.force_login(user, backend=configured.AUTHENTICATION_BACKENDS[-1])
    return client


def creating(house: House) -> list[tuple[Any, str, str, dict[str, Any]]]:
    """Return who sends which form of which page, named by a field of it, and what is typed."""
    lead, contact = make_lead(house.ann, at=now()), make_contact(house.ann, at=now())
    person = make_contact(house.ann, kind="person", name="Eva", email="eva@example.org", at=now())
    company = {"kind": "company", "name": "Once NV", "email_0": "once@example.org"}
    customer = {"title": "company", "email_0": "x@once.example"}
    mails = {"name": "New", "email": "new@once.example"}
    partner = {"company": "Far", "unit": "One", "name": "Fay", "email": "fay@once.example"}
    area = {"name": "North", "region": "Antwerp", "group": str(house.group.pk)}
    consent = {"channel": "post", "act": "given", "source": "letter", "evidence": "page 2"}
    consent |= {"sender": "brand", "purpose": "events"}
    of_lead, settings = f"/leads/{lead.pk}", "/company/settings"
    rows = [
        (house.ann, f"/leads/new/details/?contact={contact.pk}", "description", {"description": "ten"}),
        (house.ann, "/leads/new/contact/?name=Once", "name", customer),
        (house.ann, "/contacts/new/", "email_0", company),
        (house.ann, f"{of_lead}/notes/add/", "text", {"text": "a note"}),
        (house.ann, f"{of_lead}/contacts/add/", "q", {"picked": str(person.pk)}),
        (house.ann, f"{of_lead}/extend/", "description", {"description": "more"}),
        (house.ann, f"/contacts/{person.pk}/consents/write/", "act", consent),
        (
            house.adm,
            "/company/users/new/",
            "email",
            {**mails, "unit": str(house.u1.pk), "profiles": "portal-writer"},
        ),
        (house.adm, "/company/units/", "name", {"name": "Third"}),
        (house.adm, "/company/units/areas/", "city", area),
        (house.adm, "/company/profiles/", "profile", {"name": "A role of ours"}),
        (house.vera, "/company/partners/new/", "company", partner),
        (house.vera, "/company/consent/", "text_en", {"text_en": "We mail you.", "text_nl": "Wij mailen u."}),
    ]
    names = {"code": "once", "label_en": "Once", "label_nl": "Eens"}
    lists = ("types", "definitions", "statuses", "categories", "sources", "lost_reasons", "competitors")
    lists += ("products", "deal_segments", "deal_types", "account_classes", "credit_ratings")
    lists += ("contact_roles", "contact_groups", "contact_titles")
    lists += ("consent_purposes", "consent_channels", "consent_senders")
    return rows + [(house.vera, f"{settings}/{kind}/", "code", names) for kind in lists]


def sheet_of(client: Client, page: str, holding: str) -> Sheet:
    """Return the form of a page that has a field."""
    sheets = sheets_in(client.get(page).text)
    return next(
        row for row in sheets if holding in {**row.values, **row.options} and "base" not in row.values
    )


def counted() -> dict[str, int]:
    """Return how many rows each table holds."""
    names = [name for name in connection.introspection.table_names() if not name.startswith(OF_REQUESTS)]
    with connection.cursor() as cursor:
        counts = {}
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            counts[name] = cursor.fetchone()[0]
    return counts


def sent(client: Client, *, sheet: Sheet, data: dict[str, Any]) -> tuple[int, str]:
    """Send a form; return its status and where it leads."""
    try:
        answer = client.post(sheet.action, sheet.sent(**data))
        return answer.status_code, answer.headers.get("Location", "")
    finally:
        connections.close_all()


def test_each_form_that_creates_makes_one_thing_when_it_is_sent_twice_at_once(house: House) -> None:
    for reader, page, holding, data in creating(house):
        clients = [enter(reader) for _time in range(TWICE)]
        sheet, before = sheet_of(clients[0], page, holding), counted()
        with ThreadPoolExecutor(TWICE) as pool:
            answers = list(pool.map(partial(sent, sheet=sheet, data=data), clients))
        made = {name: number - before[name] for name, number in counted().items() if number != before[name]}
        assert [status for status, _address in answers] == [303, 303], (page, answers)
        assert answers[0] == answers[1], page
        assert made.get("history_entry", 1) <= most_entries(page), (page, made)
        again = sent(enter(reader), sheet=sheet, data=data)
        assert (again, counted()) == (
            answers[0],
            {**before, **{n: before[n] + k for n, k in made.items()}},
        ), page


def most_entries(page: str) -> int:
    """Return how many entries one such thing writes: a lead its own and that of its owner, a partner its parts."""
    return 4 if "partners" in page or "leads" in page else 2


def test_every_form_of_every_page_has_a_key(house: House) -> None:
    for reader, page in all_pages(house):
        for sheet in sheets_in(enter(reader).get(page).text) if reader else ():
            assert len(sheet.values.get("form_key", [])) == 1, (page, sheet.action)
