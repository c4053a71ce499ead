"""The page of an import, drawn with the forms that it is to show."""

from django.http import HttpResponse

from leadwright.fields.subjects import MAKERS
from leadwright.foundation.pages import render
from leadwright.intake.models import Import, State
from leadwright.people.access import may
from leadwright.web.base.requests import WebRequest
from leadwright.web.imports.forms import ColumnsForm, ReadingForm
from leadwright.web.imports.other_mapping import OtherMappingForm
from leadwright.web.imports.page import import_page
from leadwright.web.imports.steps import head_of


def drawn(
    request: WebRequest,
    row: Import,
    form_of_columns: ColumnsForm | None = None,
    form_of_reading: ReadingForm | None = None,
    other: OtherMappingForm | None = None,
) -> HttpResponse:
    """Return the page: how far the import is, or what its file says."""
    head = head_of(row)
    if row.is_in_progress or "leads" not in row.summary:
        return _waiting(request, row, form_of_reading, other)
    may_make = any(may(request.user, permission) for permission in MAKERS)
    form = form_of_columns or ColumnsForm(None, upload=row, by=request.user)
    read = form_of_reading or ReadingForm(None, upload=row)
    is_open = row.brought_in_at is None
    context = {
        "head": head,
        "upload": import_page(row, by=request.user),
        "form": form if is_open and _asks(row, form) else None,
        "reading": read if is_open and _is_read_somehow(row) else None,
        "may_make_fields": may_make,
        "may_undo": row.state == State.DONE,
    }
    return render(request, "imports/show.html", context, status=max(form.status, read.status))


def _waiting(
    request: WebRequest, row: Import, read: ReadingForm | None, other: OtherMappingForm | None
) -> HttpResponse:
    """Return the page of what is under way, or of what failed: there it can be said how the file is to be read."""
    context: dict[str, object] = {"head": head_of(row), "upload": row}
    if row.state == State.FAILED and _is_read_somehow(row):
        read = read or ReadingForm(None, upload=row)
        other = other or OtherMappingForm(None, by=request.user)
        context |= {"reading": read, "other": other, "columns": row.summary.get("headers", [])}
        context["samples"] = " · ".join(row.summary.get("samples", ()))
        return render(request, "imports/failed.html", context, status=max(read.status, other.status))
    return render(request, "imports/waiting.html", context)


def _is_read_somehow(row: Import) -> bool:
    return bool(row.summary.get("separator") or row.summary.get("sheets"))


def _asks(row: Import, form: ColumnsForm) -> bool:
    """Tell whether something can still be said of the file: what its columns are, or how its values are written."""
    return bool(form.headers or row.summary.get("questions"))
