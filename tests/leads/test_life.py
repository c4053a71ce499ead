"""Whatever the rules and whatever people do: leads stay, states follow statuses, ends are ends, and counts add up."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.conftest import PROVE
from tests.leads.life import Life

EXAMPLES, STEPS = (40, 40) if PROVE else (4, 30)


@pytest.mark.django_db
def test_any_life_of_leads_under_any_rules_keeps_its_promises() -> None:
    chosen = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Life, settings=chosen)
