"""What stands for all tests of a module: made once in a transaction around theirs, each of which is undone."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction


def standing(make: Callable[[], Any], name: str) -> tuple[Any, Any]:
    """Return two fixtures, of what a module makes once and of a copy of it for each test; all its tests roll back."""

    @pytest.fixture(scope="module", name=f"standing_{name}")
    def once(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield make()
            transaction.set_rollback(True)

    @pytest.fixture(name=name)
    def each(request: pytest.FixtureRequest) -> Any:
        made = request.getfixturevalue(f"standing_{name}")
        request.getfixturevalue("db")
        return deepcopy(made)

    return once, each
