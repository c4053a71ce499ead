"""What files do when something has happened to what they hang on."""

from leadwright.files.actions import let_go_of
from leadwright.foundation.batches import write
from leadwright.history.facts import Fact


def drop_files(fact: Fact) -> None:
    """What the fact is about can be reached by nobody any more: its files go, and their room is free again."""
    write(let_go_of, fact.subject())
