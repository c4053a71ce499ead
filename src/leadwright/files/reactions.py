"""What files do when something has happened to what they hang on."""

from leadwright.files.actions import let_go
from leadwright.files.models import File
from leadwright.history.facts import Fact


def drop_files(fact: Fact) -> None:
    """What the fact is about can be reached by nobody any more: its files go, and their room is free again."""
    subject = fact.subject()
    let_go(File.objects.on(subject.kind, subject.id))
