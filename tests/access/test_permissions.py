"""Each permission has its words, and is asked somewhere."""

import ast

import pytest

from leadwright.api.asking_again import Rights
from leadwright.foundation.refusals import Refused
from leadwright.people.access import require, require_any
from leadwright.people.reach import ACTS, PERMISSIONS, RIGHTS
from tests.makers import House, change_rights
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


ASKING = [
    lambda user: require(user, "lead.view"),
    lambda user: require_any(user, "lead.view", "lead.create"),
    lambda user: Rights(permissions=("lead.view",)).refuse_lost(user, None, before=None),
]


@pytest.mark.parametrize("ask", ASKING, ids=("require", "require_any", "asking_again"))
def test_a_company_admin_is_not_sent_to_the_company_admin(db, ask):
    house = House()
    change_rights(house.adm, lead_view="none", lead_create="none")
    with pytest.raises(Refused) as no:
        ask(house.adm)
    assert "whoever runs this installation" in no.value.sentence
