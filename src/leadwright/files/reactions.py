"""What files do when something has happened to what they hang on."""

from collections import defaultdict
from collections.abc import Sequence

from leadwright.files.actions import let_go
from leadwright.files.models import File
from leadwright.foundation.batches import write
from leadwright.history.facts import Fact, Subject


def drop_files(fact: Fact) -> None:
    """What the fact is about can be reached by nobody any more: its files go, and their room is free again."""
    write(_drop_all, fact.subject())


def _drop_all(subjects: Sequence[Subject]) -> None:
    keys: dict[str, list[int]] = defaultdict(list)
    for subject in subjects:
        keys[subject.kind].append(subject.id)
    for kind, ids in keys.items():
        let_go(File.objects.filter(subject_kind=kind, subject_id__in=ids))
