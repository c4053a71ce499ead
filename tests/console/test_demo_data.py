"""The demo's people and leads."""

from leadwright.clocks.models import Clock
from leadwright.console.demo_data import load
from leadwright.leads.models import Lead
from leadwright.leads.states import ClockKind, State
from tests.makers import moment

TODAY = moment("2026-11-22 10:30")


def test_the_demo_has_leads_in_every_state_and_clocks_of_every_kind(db) -> None:
    load(at=TODAY, progress=lambda _: None)
    assert set(Lead.objects.values_list("state", flat=True)) == set(State.values)
    running = Clock.objects.running()
    assert set(running.values_list("kind", flat=True)) == set(ClockKind.values)
    assert running.filter(due_at__lt=TODAY).exists()
    assert Lead.objects.filter(started_at__gt=TODAY).count() == 0
