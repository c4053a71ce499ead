"""An export while others change its list: each row that was in it at the first moment comes once, as it was then."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from leadwright.accounts import exporting as of_accounts
from leadwright.accounts.actions import open_account
from leadwright.accounts.models import Account
from leadwright.contacts import exporting as of_contacts
from leadwright.contacts.models import Contact
from leadwright.foundation.moments import LONGEST
from leadwright.leads import exporting as of_leads
from leadwright.leads.models import Lead
from tests.accounts.converting import DATA as ACCOUNT
from tests.api.conftest import Talk
from tests.fields.test_other_subjects import make
from tests.makers import NOON, House, change_rights, make_contact, make_lead
from tests.races.serving import at_once

pytestmark = pytest.mark.usefixtures("committed")
MODULES: dict[str, Any] = {"leads": of_leads, "contacts": of_contacts, "accounts": of_accounts}
MODELS: dict[str, Any] = {"leads": Lead, "contacts": Contact, "accounts": Account}


@pytest.fixture
def house(committed: None) -> House:
    """Return a vendor whose distributor makes fields, committed."""
    house = House()
    change_rights(house.dina, configuration_edit="all")
    return house


def rows_of(house: House, noun: str, field: int) -> list[int]:
    """Return six rows with rising values in a field."""
    keys = []
    for place in range(6):
        contact = make_contact(house.dina)
        row = make_lead(house.dina, contact=contact) if noun == "leads" else contact
        row = open_account(contact.pk, ACCOUNT, by=house.dina, at=NOON) if noun == "accounts" else row
        MODELS[noun].objects.filter(pk=row.pk).update(own_fields={str(field): place})
        keys.append(row.pk)
    return keys


def elsewhere(act: Callable[[], object]) -> None:
    """Do something on another connection, and commit it."""
    at_once([act])


@pytest.mark.parametrize("order", ["field.floor", "-field.floor"])
@pytest.mark.parametrize("noun", MODULES)
def test_a_row_that_moves_in_the_list_comes_once_as_it_was(house: House, monkeypatch, noun, order) -> None:
    field = make(Talk, house.dina, noun.removesuffix("s"), "floor", "integer")
    keys, model = rows_of(house, noun, field), MODELS[noun]
    monkeypatch.setattr(MODULES[noun], "CHUNK", 2)
    parts = iter(Talk(house.dina).get(f"/{noun}/export.csv?ordering={order}").streaming_content)
    text = next(parts) + next(parts)
    for key, value in ((keys[0], 100), (keys[5], -100), (keys[3], 50)):
        elsewhere(lambda key=key, value=value: model.objects.filter(pk=key).update(own_fields={field: value}))
    lines = (text + b"".join(parts)).decode().splitlines()
    place = lines[0].split(",").index("fields.floor")
    assert [line.split(",")[place] for line in lines[1:]] == list("012345")[:: -1 if order[0] == "-" else 1]


def test_an_export_that_is_in_progress_holds_no_transaction_open(house: House, monkeypatch) -> None:
    for _lead in range(3):
        make_lead(house.dina)
    monkeypatch.setattr(of_leads, "CHUNK", 1)
    parts = iter(Talk(house.dina).get("/leads/export.csv").streaming_content)
    assert next(parts)
    assert next(parts)
    with connection.cursor() as cursor:
        cursor.execute("SELECT transaction_timestamp() = statement_timestamp()")
        assert cursor.fetchone() == (True,)
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() != (LONGEST,)
    assert len(list(parts)) == 2


def test_behind_a_pooler_an_export_keeps_nothing_in_its_connection(house: House, monkeypatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    for _lead in range(3):
        make_lead(house.dina)
    monkeypatch.setattr(of_leads, "CHUNK", 1)
    parts = iter(Talk(house.dina).get("/leads/export.csv").streaming_content)
    assert [next(parts), next(parts)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors")
        assert cursor.fetchone() == (0,)
    assert len(list(parts)) == 2


def test_an_export_that_nobody_takes_to_its_end_leaves_nothing_open(house: House, monkeypatch) -> None:
    for _lead in range(3):
        make_lead(house.dina)
    monkeypatch.setattr(of_leads, "CHUNK", 1)
    answer = Talk(house.dina).get("/leads/export.csv")
    parts = iter(answer.streaming_content)
    assert [next(parts), next(parts)]
    answer.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors")
        assert cursor.fetchone() == (0,)
