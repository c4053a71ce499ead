"""Whatever people enter is text: markup planted in every column that holds words comes out as words, on every page."""

from html.parser import HTMLParser

import psycopg
import pytest
from django.test import Client
from psycopg import sql

from leadwright.privacy.questions import places_of_person
from tests.browser.pages import all_pages
from tests.makers import House, make_user

MARK = "'\"><img class=planted src=x onerror=alert(1)>"
# Words of the organisation, beside those about people.
WORDS = {
    f"{table}.{name}"
    for table, names in {
        "clocks_closingday": "name",
        "consent_consentpurpose": "labels",
        "consent_consentsender": "labels",
        "consent_wording": "text",
        "contacts_contactgroup": "labels",
        "contacts_contacttitle": "labels",
        "accounts_accountclass": "labels",
        "accounts_creditrating": "labels",
        "leads_category": "guidance labels",
        "leads_competitor": "labels description",
        "leads_product": "labels description",
        "leads_level": "labels",
        "leads_dealsegment": "labels",
        "leads_dealtype": "labels",
        "leads_leaddefinition": "labels",
        "leads_leadtype": "labels",
        "leads_outcomereason": "labels",
        "leads_partyrole": "labels",
        "leads_source": "labels",
        "leads_status": "labels",
        "people_area": "name region city",
        "people_group": "name",
        "people_organisation": "brand_name name",
        "people_profile": "name",
        "people_terms": "texts",
        "people_termsdraft": "texts",
        "people_unit": "name",
        "people_user": "name",
        "people_securityevent": "path",
        "usersessions_usersession": "user_agent",
    }.items()
    for name in names.split()
}
OF_TEXT = """
SELECT table_name, column_name, data_type FROM information_schema.columns
WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'jsonb')
"""
UPDATES = {
    "jsonb": """
        UPDATE {table} SET {column} =
            (SELECT jsonb_object_agg(key, value || {mark}) FROM jsonb_each_text({column}))
        WHERE {column}::text <> '{{}}'""",
    "text": "UPDATE {table} SET {column} = {column} || {mark} WHERE {column} <> ''",
}


def plant(url: str) -> set[str]:
    """Add the markup to each text, as the owner of the tables; returns the columns that took it."""
    names = WORDS | {name for place in places_of_person() for name in place.columns}
    with psycopg.connect(url, autocommit=True) as owner:
        columns = owner.execute(OF_TEXT).fetchall()
        return {
            f"{table}.{column}"
            for table, column, kind in columns
            if f"{table}.{column}" in names
            and (kind != "jsonb" or column in ("labels", "texts"))
            and planted(owner, table, column, UPDATES["jsonb" if kind == "jsonb" else "text"])
        }


def planted(owner: psycopg.Connection, table: str, column: str, update: str) -> bool:
    """Add the markup in one column, past the guards that keep history as it is; false where it does not fit."""
    parts = {"table": sql.Identifier(table), "column": sql.Identifier(column), "mark": sql.Literal(MARK)}
    statements = (
        "ALTER TABLE {table} DISABLE TRIGGER USER",
        update,
        "ALTER TABLE {table} ENABLE TRIGGER USER",
    )
    try:
        with owner.transaction():
            done = [owner.execute(sql.SQL(statement).format(**parts)).rowcount for statement in statements]
    except (psycopg.errors.CheckViolation, psycopg.errors.StringDataRightTruncation):
        return False
    return done[1] > 0


class Reader(HTMLParser):
    """Reads a page as a browser would, and counts the markup that came alive and that stayed text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.alive, self.texts = [], 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.alive += [given] if "onerror" in given or given.get("class") == "planted" else []

    def handle_data(self, data: str) -> None:
        self.texts += MARK in data


@pytest.fixture
def house(committed, settings, tmp_path) -> House:
    """Return a house whose pages are all there."""
    settings.ERASURES, settings.NATIONAL_NUMBERS = str(tmp_path / "erasures.jsonl"), True
    settings.DEMO = True
    house = House()
    house.vera = make_user("vera", unit=house.dina.unit, profile="administrator")
    return house


@pytest.mark.asvs("3.2.2")
def test_what_people_enter_is_text_on_every_page(house, owner_url, enter):
    pages = all_pages(house)
    assert len(plant(owner_url)) >= 50
    clients = {reader: enter(reader) if reader else Client() for reader, _address in pages}
    data = 0
    for reader, address in pages:
        answer = clients[reader].get(address)
        assert answer.status_code < 500, address
        read = Reader(answer.content.decode())
        assert read.alive == [], address
        data += read.texts > 0
    assert data > len(pages) * 0.9
