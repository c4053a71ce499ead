"""Two publish the same draft of a process at the same moment, or one redraws it meanwhile."""

import pytest

from leadwright.diagrams import actions
from leadwright.diagrams.models import Diagram, Version
from leadwright.foundation.clock import now
from leadwright.history.models import Entry
from leadwright.people.models import User
from tests.diagrams.keeping import LONG, SHORT, make_diagram
from tests.makers import House, make_user
from tests.races.test_linking import both

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def vera(committed: None) -> User:
    """Return whoever may change the configuration, committed."""
    return make_user("vera", unit=House().dina.unit, profile="administrator")


def entries(row: Diagram, fact: str) -> int:
    return Entry.objects.about("diagram", row.pk).filter(fact=fact).count()


def test_of_two_who_publish_a_single_draft_one_comes_too_late(vera: User, rounds: int) -> None:
    for turn in range(rounds):
        row = make_diagram(vera, code=f"turn-{turn}")
        codes = both(*[lambda code=row.code: actions.publish(code, by=vera, at=now())] * 2)
        assert sorted(codes) == ["", "NOTHING_TO_PUBLISH"]
        assert entries(row, "diagram.published") == 1


def test_what_is_published_is_what_was_drawn_before_or_after_and_nothing_is_lost(
    vera: User, rounds: int
) -> None:
    for turn in range(rounds):
        row = make_diagram(vera, code=f"turn-{turn}")
        codes = both(
            lambda code=row.code: actions.publish(code, by=vera, at=now()),
            lambda code=row.code: actions.change_diagram(code, {"bpmn": LONG}, by=vera, at=now()),
        )
        versions = [(version.is_published, version.xml) for version in Version.objects.filter(diagram=row)]
        assert codes == ["", ""]
        assert versions in ([(True, LONG)], [(False, LONG), (True, SHORT)])


def test_of_two_who_make_the_same_code_one_is_refused(vera: User, rounds: int) -> None:
    for turn in range(rounds):
        codes = both(*[lambda code=f"turn-{turn}": make_diagram(vera, code=code)] * 2)
        assert sorted(codes) == ["", "NAME_TAKEN"]
