"""Keep files and let them go: called by the rooms whose rows they hang on, inside the verb that checks who may."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from leadwright.files.models import File, FileQuerySet, Preview
from leadwright.files.naming import has_preview
from leadwright.files.quotas import give_back, take
from leadwright.files.store import Body, discard_later
from leadwright.history.facts import Subject
from leadwright.people.models import Organisation, User


class Readers(NamedTuple):
    """Which other company reads a file: none, a certain one, or, with nobody named, whoever gets what it hangs on."""

    is_shared: bool = False
    shared_with: Organisation | None = None


PRIVATE = Readers()


def keep(
    subject: Subject, bodies: Sequence[Body], *, by: User, at: datetime, readers: Readers = PRIVATE
) -> list[File]:
    """Attach what lies in the store to a subject that is held; the company of whoever adds it pays for the room."""
    take(by.organisation_id, sum(body.size for body in bodies))
    return [
        File.objects.create(
            subject_kind=subject.kind,
            subject_id=subject.id,
            organisation_id=by.organisation_id,
            by=by,
            at=at,
            name=body.name,
            size=body.size,
            media_type=body.media_type,
            sha256=body.sha256,
            is_shared=readers.is_shared,
            shared_with=readers.shared_with,
            key=body.key,
            preview=Preview.WAITING if has_preview(body.media_type) else Preview.NONE,
        )
        for body in bodies
    ]


def let_read(files: FileQuerySet, readers: Readers) -> None:
    """Let another company read files of a subject that is held, or no longer."""
    files.update(**readers._asdict())


def let_go(files: FileQuerySet) -> int:
    """Delete files with their bytes and pictures, and free their room; returns how many."""
    rows = list(files.select_for_update(of=("self",)).order_by("pk"))
    if not rows:
        return 0
    sizes: Counter[int] = Counter()
    for row in rows:
        sizes[row.organisation_id] += row.size
    give_back(sizes)
    File.objects.filter(pk__in=[row.pk for row in rows]).delete()
    discard_later(key for row in rows for key in (row.key, row.preview_key) if key)
    return len(rows)


def let_go_of(subjects: Sequence[Subject]) -> None:
    """Delete all that hangs on some subjects, which nobody can reach any more."""
    keys: dict[str, list[int]] = defaultdict(list)
    for subject in subjects:
        keys[subject.kind].append(subject.id)
    for kind, ids in keys.items():
        let_go(File.objects.filter(subject_kind=kind, subject_id__in=ids))


def move(kind: str, key: int, *, to: int, only: Collection[int] | None = None) -> None:
    """Let the files of one subject, or some of them, hang on another of its kind."""
    rows = File.objects.on(kind, key)
    (rows if only is None else rows.filter(pk__in=only)).update(subject_id=to)
