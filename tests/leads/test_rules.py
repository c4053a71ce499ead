"""The rules in force: kept in memory, and never older than the configuration."""

import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from leadwright.foundation.asked import asked_once
from leadwright.leads.locking import lock_each, locked
from leadwright.leads.models import LeadDefinition, Status, SwitchedOff, Transition
from leadwright.leads.rules import _read, rules_in_force
from leadwright.leads.rules_lock import RULES_LOCK, hold_rules
from tests.makers import House, make_lead

pytestmark = pytest.mark.django_db


def queries_of(ask) -> int:
    with CaptureQueriesContext(connection) as seen:
        ask()
    return len(seen)


def relabel(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE leads_status SET labels = jsonb_build_object('en', %s::text)", [text])


def label() -> str:
    return rules_in_force().listed(Status)[0].label


def test_rules_that_still_stand_cost_one_query_and_inside_a_request_one_for_all() -> None:
    rules_in_force()
    assert queries_of(rules_in_force) == 1
    with asked_once():
        assert (queries_of(rules_in_force), queries_of(rules_in_force)) == (1, 0)


def test_a_change_by_whatever_road_is_seen_by_the_next_who_asks() -> None:
    rules_in_force()
    relabel("Other")
    assert label() == "Other"
    SwitchedOff.objects.create(feature="team")
    assert rules_in_force().switched_off == {"team"}
    LeadDefinition.objects.get(is_active=True).competitors.set([])
    Transition.objects.all().delete()
    assert rules_in_force().transitions == {}


def test_what_was_undone_is_forgotten() -> None:
    before = label()
    with transaction.atomic():
        relabel("Undone")
        assert label() == "Undone"
        transaction.set_rollback(True)
    assert label() == before


def test_a_request_goes_on_with_what_it_read_until_it_holds_the_rules() -> None:
    with asked_once():
        before = label()
        relabel("Newer")
        assert label() == before
        hold_rules()
        assert label() == "Newer"


def test_each_table_that_the_rules_are_read_from_renews_their_mark() -> None:
    with CaptureQueriesContext(connection) as seen:
        _read()
    read = {name for query in seen for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'rules_changed'")
        marked = {name for (name,) in cursor.fetchall()}
    assert len(read) > 10
    assert read <= marked


def held_keys() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks"
            " WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        )
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.parametrize("hold", [locked, lambda number, by: lock_each([number], by=by)])
def test_who_locks_a_lead_holds_the_rules_by_the_key_that_whoever_changes_them_holds(hold) -> None:
    house = House()
    lead = make_lead(house.ann)
    before = held_keys()
    with transaction.atomic():
        hold(lead.pk, by=house.ann)
        assert held_keys() == before | {RULES_LOCK}
