"""Two workers with one import, a worker that is killed half-way, and an undo beside somebody who works on a lead."""

import os
from functools import partial

import pytest
from django.db import connections

from leadwright.foundation.clock import now
from leadwright.foundation.refusals import Refused
from leadwright.intake import bringing
from leadwright.intake.imports import put_up, run, undo
from leadwright.intake.models import AdoptedRow, Import
from leadwright.intake.receiving import Received
from leadwright.intake.working import work_off
from leadwright.leads.actions import edit
from leadwright.leads.models import Lead
from leadwright.leads.models.lead import LeadQuerySet
from tests.intake.bringing import BESIDE, DEALS
from tests.makers import House
from tests.races.serving import at_once

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def house(committed: None) -> House:
    return House()


def begun(house: House, turn: int = 0) -> Import:
    """Return an import that waits for a worker; in each turn its keys are those of another system."""
    beside = [Received(name, text.encode()) for name, text in BESIDE.items()]
    file = Received("deals.csv", DEALS.encode())
    source = f"system {turn}"
    return put_up(file, beside, currency="EUR", source=source, by=house.dina, at=now(), is_trial=False)


def leads_of(row: Import) -> LeadQuerySet:
    """Return the leads that an import made."""
    made = AdoptedRow.objects.filter(made_by=row, kind="lead")
    return Lead.objects.filter(pk__in=made.values("subject_id"))


def work(pk: int) -> str:
    """Do what a worker does, and say where the import stands then."""
    work_off(pk, now=now)
    return Import.objects.get(pk=pk).state


def test_two_workers_with_one_import_bring_it_in_once(house: House, rounds: int) -> None:
    for turn in range(rounds):
        row = begun(house, turn)
        states = at_once([partial(work, row.pk), partial(work, row.pk)])
        assert "done" in states
        assert (leads_of(row).count(), row.rows.count()) == (6, 6)


def test_a_worker_that_is_killed_half_way_leaves_nothing_and_another_begins_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing, "AT_ONCE", 2)
    row = begun(house)
    assert killed_in(row.pk, after=2) == 9
    assert (Import.objects.get(pk=row.pk).state, Lead.objects.count(), row.rows.count()) == ("running", 0, 0)
    assert work(row.pk) == "done"
    assert (Lead.objects.count(), row.rows.count()) == (6, 6)


def killed_in(pk: int, *, after: int) -> int:
    """Let a process of its own work on an import until some of its leads are stored, and end there at once."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        with_leads = 0

        def must_stop() -> bool:
            nonlocal with_leads
            with_leads += Lead.objects.exists()
            return bool(with_leads > after and os._exit(9))

        work_off(pk, now=now, must_stop=must_stop)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_an_undo_beside_an_edit_takes_the_lead_back_or_spares_it_as_it_was_edited(
    house: House, rounds: int
) -> None:
    for turn in range(rounds):
        row = begun(house, turn)
        work(row.pk)
        lead = leads_of(row).get(external_key="A4")
        undo(row.pk, by=house.dina, at=now())
        _state, answer = at_once([partial(work, row.pk), partial(edited, house, lead)])
        left = Lead.objects.filter(pk=lead.pk).values_list("description", flat=True)
        assert list(left) == (["Ours"] if answer == "edited" else [])


def edited(house: House, lead: Lead) -> str:
    try:
        edit(lead.pk, {"description": "Ours"}, by=house.dina, at=now(), version=lead.version)
    except Refused as no:
        return no.code
    return "edited"


def test_of_two_presses_one_begins_the_import(house: House) -> None:
    file = Received("deals.csv", DEALS.encode())
    row = put_up(file, [], currency="EUR", by=house.dina, at=now())
    work(row.pk)
    at_once([partial(run, row.pk, by=house.dina, at=now())] * 2)
    assert work(row.pk) == "done"
    assert Lead.objects.count() == 6
