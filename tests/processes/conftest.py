"""What tests of processes start from: a lead that is posted as a standard sale."""

from collections.abc import Callable
from typing import Any

import pytest

from leadwright.leads import actions as leads
from leadwright.leads.models import Lead
from leadwright.processes import actions
from leadwright.tasks import actions as tasks
from leadwright.tasks.models import Task
from tests.api.conftest import talk
from tests.makers import NOON, House, fresh

__all__ = ["talk"]

Do = Callable[..., Any]


@pytest.fixture
def house(db: None) -> House:
    """Return the vendor and its partners."""
    return House()


def of_kind(lead: Lead, house: House, kind: str = "standard-sale") -> Lead:
    """Choose the kind of a lead."""
    return leads.edit(lead.pk, {"kind": kind}, by=house.ann, at=NOON, version=fresh(lead).version)


def posted(lead: Lead, house: House, kind: str = "standard-sale") -> Lead:
    """Choose the kind of a lead, and post it."""
    of_kind(lead, house, kind)
    return actions.post(lead.pk, by=house.ann, at=NOON)


def open_task(lead: Lead) -> Task:
    """Return the single open task of a lead."""
    return Task.objects.open().of_lead(lead.pk).get()


def complete(lead: Lead, house: House, step: str = "") -> Task:
    """Complete the open task of a lead, that of a step where there are several."""
    data = {"results": "Done as asked", "completed_on": NOON.date().isoformat()}
    row = Task.objects.open().of_lead(lead.pk).get(step=step) if step else open_task(lead)
    return tasks.complete(row.pk, data, by=house.ann, at=NOON)
