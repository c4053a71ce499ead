"""What stands above each page of an import: where it is among its steps, how far it is, and why it failed."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.foundation.formats import locale_of, number
from leadwright.foundation.refusals import sentence_of
from leadwright.intake.models import Import, State, Work


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of an import: before, now or after; those that can be gone back to have an address."""

    name: str
    mark: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Head:
    """An import as it is named above its pages."""

    id: int
    name: str
    state: str
    words: str
    steps: tuple[Step, ...]
    failure: str
    is_in_progress: bool
    is_paused: bool
    is_undo: bool
    progress: int
    lines: int
    said: str


def head_of(row: Import, now: str = "") -> Head:
    """Return the head of a page; `now` is the step that it shows, else the one that the import is at."""
    failure = row.failure
    return Head(
        id=row.pk,
        name=row.file.name,
        state=row.state,
        words=_words(row),
        steps=_steps(row, now or _step_of(row)),
        failure=failure.get("detail") or sentence_of(failure["code"], {}) if failure else "",
        is_in_progress=row.is_in_progress,
        is_paused=row.state == State.PAUSED,
        is_undo=row.work == Work.UNDO,
        progress=row.progress,
        lines=row.lines,
        said=_said(row),
    )


def _words(row: Import) -> str:
    if row.work == Work.UNDO and row.state == State.RUNNING:
        return _("being taken back")
    return str(State(row.state).label)


def _said(row: Import) -> str:
    if not row.lines:
        return _("The file is being read.")
    locale = locale_of(get_language() or "en")
    figures = {"done": number(row.progress, locale), "all": number(row.lines, locale)}
    return _("%(done)s of %(all)s rows") % figures


def _step_of(row: Import) -> str:
    if row.work == Work.CHECK:
        return "check"
    return "bring"


def _steps(row: Import, now: str) -> tuple[Step, ...]:
    names = (
        ("file", _("File"), reverse("lead-import")),
        (
            "columns",
            _("Columns"),
            reverse("lead-import-mapping", args=[row.pk]) if row.summary.get("headers") else "",
        ),
        ("check", _("Check"), reverse("lead-import-show", args=[row.pk])),
        ("bring", _("Bring in"), ""),
    )
    place = [code for code, _name, _address in names].index(now)
    return tuple(
        Step(
            name=name,
            mark="done" if at < place else "now" if at == place else "",
            address=address if at < place and not row.is_in_progress else "",
        )
        for at, (_code, name, address) in enumerate(names)
    )
