"""The API attacked by its own document, as three roles: no fault, and no status or answer that it does not tell of."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from leadwright.api.main import api
from leadwright.config.wsgi import application
from tests.access.routes import Route, routes
from tests.access.standing import standing
from tests.access.world import World
from tests.conftest import PROVE
from tests.makers import token_of

EXAMPLES = 25 if PROVE else 2
ROLES = ("nina", "ann", "vera", "dina", "adm") if PROVE else ("nina", "ann", "vera")
load_all_checks()
# The document tells of types; that a code is offered, or a state allows an act, only the database knows.
LEFT_OUT = ("positive_data_acceptance", "missing_required_header", "max_response_time")
NAMES = [name for name in CHECKS.get_all_names() if name not in LEFT_OUT]
CHOSEN = CHECKS.get_by_names(NAMES)
ATTACK = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=not PROVE,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
# The checks read what comes as it is: they ask inside this process, where nobody decompresses it.
AS_IT_IS = {"Accept-Encoding": "identity"}
PLACES = {"/" + route.path: route for route in routes() if route.is_api}


# Everybody with their things.
standing_world, world = standing(World, "world")


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Let a request leave the connection of the test open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@cache
def operations() -> list[Any]:
    """Return the operations as the document tells of them; what fits each is worked out once for all roles."""
    document = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    schema = schemathesis.openapi.from_dict(document)
    schema.app = application
    return [row.ok() for row in schema.get_all_operations()]


def attack(operation: Any, *, world: World, role: str, token: str) -> None:
    """Send what fits the document and what does not, half of it to things that the role can see."""
    route = PLACES[operation.path]

    @ATTACK
    @given(case=cases(operation), is_own=st.booleans())
    def sent(case: Any, is_own: bool) -> None:
        assume(not loses_a_parameter(case))
        if is_own and case.path_parameters:
            aim(case, route, world, role)
        with transaction.atomic():
            case.call_and_validate(checks=CHOSEN, headers={"Authorization": f"Bearer {token}", **AS_IT_IS})
            transaction.set_rollback(True)

    sent()


def loses_a_parameter(case: Any) -> bool:
    """Tell whether a parameter is sent otherwise than it is: of an object only the keys, of what is empty nothing."""
    return any(isinstance(value, dict) or is_nothing(value) for value in (case.query or {}).values())


def is_nothing(value: Any) -> bool:
    """Tell whether a value leaves nothing in an address: null, or a list of such."""
    return value is None or (isinstance(value, list) and all(item is None for item in value))


def cases(operation: Any) -> Any:
    """Return what can be sent: as the document has it, and otherwise."""
    return operation.as_strategy(generation_mode=GenerationMode.POSITIVE) | operation.as_strategy(
        generation_mode=GenerationMode.NEGATIVE
    )


def aim(case: Any, route: Route, world: World, role: str) -> None:
    """Send a case to a thing of the role's own."""
    first = re.findall(r"\{(\w+)\}", route.path)[0]
    case.path_parameters[first] = str(world.key(role, route.kind, "own"))


def said(fault: BaseException) -> str:
    """Return what was wrong, shortly."""
    parts = fault.exceptions if isinstance(fault, BaseExceptionGroup) else (fault,)
    return "; ".join(
        said(part) if part is not fault else f"{type(part).__name__} {part}"[:700] for part in parts
    )


@pytest.mark.parametrize("role", ROLES)
def test_no_attack_finds_what_the_document_does_not_tell(world: World, role: str) -> None:
    token = token_of(getattr(world, role))
    faults = []
    for operation in operations():
        try:
            attack(operation, world=world, role=role, token=token)
        except (Exception, BaseExceptionGroup) as fault:  # noqa: BLE001 - all are shown at once
            faults.append(f"{operation.label}: {said(fault)}")
    assert not faults, "\n\n".join(faults)
