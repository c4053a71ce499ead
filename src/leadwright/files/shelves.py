"""The rows that files hang on: who adds files to them and takes them away is one rule for every kind of row.

Each room says of its rows only what is their own; adding and deleting is done here, with the same refusals.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from django.db.models import Model, QuerySet

from leadwright.files import actions as files
from leadwright.files.actions import PRIVATE, Readers
from leadwright.files.models import File, FileQuerySet
from leadwright.files.quotas import refuse_what_never_fits
from leadwright.files.store import Body, Incoming, bodies_of
from leadwright.foundation.batches import action
from leadwright.foundation.refusals import NotFound, Refused, refuse
from leadwright.history.facts import Fact, Subject
from leadwright.history.record import record
from leadwright.people.models import User

Row = TypeVar("Row", bound=Model)
Row_co = TypeVar("Row_co", bound=Model, covariant=True)


class Fetch(Protocol[Row_co]):
    """Returns a row within reach by its key, or refuses as if it had never been."""

    def __call__(self, key: int, /, *, by: User) -> Row_co:
        """Do it."""


def nothing_is_final(row: object, by: User) -> None:
    """Refuse nothing: of such a row files are taken away as long as it is there."""
    del row, by


@dataclass(frozen=True, kw_only=True)
class Shelf(Generic[Row]):
    """One kind of rows that files hang on: what a room says of its own.

    `rows` are those within reach, `fetch` returns one, `lock` holds it for the action. `check_adding` refuses who may
    not add, `check_taking` who may not take away what somebody else added, `check_final` where no file is taken away
    any more. `readers` says which other company reads a file; whoever adds it asks for that or does not. The facts
    take the row by the name of its kind.
    """

    kind: str
    rows: Callable[[User], "QuerySet[Row]"]
    fetch: Fetch[Row]
    lock: Fetch[Row]
    check_adding: Callable[[Row, User], None]
    check_taking: Callable[[Row, User], None]
    added: Callable[..., Fact]
    deleted: Callable[..., Fact]
    check_final: Callable[[Row, User], None] = nothing_is_final
    readers: Callable[[Row, User, bool], Readers] = lambda row, by, is_asked: PRIVATE

    def is_seen(self, key: int, by: User) -> bool:
        """Tell whether a row is within reach."""
        return self.rows(by).filter(pk=key).exists()

    def files_on(self, row: Row) -> FileQuerySet:
        """Return what hangs on a row, whoever may read it."""
        return File.objects.on(self.kind, row.pk)

    def add(
        self, key: int, incoming: Sequence[Incoming], *, by: User, at: datetime, shared: bool = False
    ) -> list[File]:
        """Attach files to a row: all of them or none.

        Nothing goes into the store before it is known that it may, and whatever is refused later leaves nothing
        there. The row itself stays as it is, so nobody's edit grows stale over a file.
        """
        self.check_adding(self.fetch(key, by=by), by)
        refuse_what_never_fits(by.organisation_id, [file.content.size for file in incoming])
        with bodies_of(incoming) as bodies:
            return self._attach(key, bodies, by=by, at=at, shared=shared)

    @action
    def _attach(
        self, key: int, bodies: Sequence[Body], *, by: User, at: datetime, shared: bool
    ) -> list[File]:
        row = self.lock(key, by=by)
        self.check_adding(row, by)
        readers = self.readers(row, by, shared)
        result = files.keep(Subject(kind=self.kind, id=row.pk), bodies, by=by, at=at, readers=readers)
        for file in result:
            self._record(self.added, row, file, by=by, at=at)
        return result

    @action
    def delete(self, file: File, *, by: User, at: datetime, check: Callable[[File], None]) -> None:
        """Delete a file of the own company: whoever added it, or who may take away what others added.

        `check` refuses what something else still needs; the row is held then, so that nothing comes to need it.
        """
        row = self.lock(file.subject_id, by=by)
        known = self.files_on(row).open_to(by).filter(pk=file.pk).first()
        if known is None:
            raise NotFound
        self._check_deletion(row, known, by)
        check(known)
        files.let_go(File.objects.filter(pk=known.pk))
        self._record(self.deleted, row, known, by=by, at=at)

    def refuse_deletion(self, file: File, *, by: User) -> None:
        """Refuse whoever may not delete a file of a row within reach."""
        self._check_deletion(self.fetch(file.subject_id, by=by), file, by)

    def can_delete(self, row: Row, file: File, *, by: User) -> bool:
        """Tell whether somebody may delete a file of a row."""
        try:
            self._check_deletion(row, file, by)
        except Refused:
            return False
        return True

    def _check_deletion(self, row: Row, file: File, by: User) -> None:
        if file.by_id != by.pk:
            self.check_taking(row, by)
        if file.organisation_id != by.organisation_id:
            refuse("PERMISSION_DENIED", because="OTHERS_FILE")
        self.check_final(row, by)

    def _record(self, fact: Callable[..., Fact], row: Row, file: File, *, by: User, at: datetime) -> None:
        record(fact(**{self.kind: row}, file=file, by=by.party(), at=at))
