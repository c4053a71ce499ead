"""Each permission has its words, and is asked somewhere."""

import ast

import pytest

from leadwright.people.reach import ACTS, PERMISSIONS, RIGHTS
from tests.test_house_rules import SOURCES, name, tree

# Where permissions are listed and handed out, not asked.
LISTED = ("people/reach.py", "people/shipped.py")


# Handed out already, and asked by what is still to be built.
TO_COME = {"report.view"}


def arguments_of_calls() -> set[str]:
    """Return the texts that some function is called with, outside of the lists."""
    calls = (
        node
        for path in SOURCES
        if not name(path).endswith(LISTED)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
    )
    arguments = (value for call in calls for value in (*call.args, *(word.value for word in call.keywords)))
    return {
        value.value for value in arguments if isinstance(value, ast.Constant) and isinstance(value.value, str)
    }


@pytest.mark.asvs("8.2.1")
def test_each_permission_is_asked_somewhere() -> None:
    assert set(PERMISSIONS) - arguments_of_calls() == TO_COME


def test_each_permission_has_its_words() -> None:
    assert list(ACTS) == list(RIGHTS) == list(PERMISSIONS)
