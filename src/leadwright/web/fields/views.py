"""Own fields: their list, the page of one with a preview of its control, and how one ends."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadwright.fields import actions
from leadwright.fields.actions.defining import require_to_make
from leadwright.fields.facets import count_values
from leadwright.fields.models import FieldChoice, OwnField
from leadwright.fields.subjects import MAKERS, Kind, Sees, Subject
from leadwright.foundation.numbers import integer_in, number_in
from leadwright.foundation.pages import render
from leadwright.foundation.refusals import NotFound, Refused
from leadwright.history.models import Entry
from leadwright.intake.choices import make_field_of
from leadwright.leads.models import ActivityKind, Status
from leadwright.leads.rules import rules_in_force
from leadwright.people.access import may, require_any
from leadwright.web.base.forms import let_choose
from leadwright.web.base.merging import latest_change
from leadwright.web.base.requests import WebRequest, go, takes, typed
from leadwright.web.fields.file_columns import ColumnOfFile, column_asked_for
from leadwright.web.fields.forms import FieldForm
from leadwright.web.parts.history import audit_trail
from leadwright.web.parts.own_fields import OwnFieldsForm, add_own_fields

COMMON, OWN = "all", "own"
FIELD = "field"


@takes("cursor")
@require_safe
def index(request: WebRequest) -> HttpResponse:
    """List the fields for all and those of the company, by what they are on."""
    _require(request)
    rows = list(OwnField.objects.within_reach(request.user).order_by("position", "pk"))
    parts = [(subject, [row for row in rows if row.subject == subject]) for subject in Subject]
    managed = OwnField.objects.ever_manageable_by(request.user).values("pk")
    entries = Entry.objects.filter(subject_kind=FIELD, subject_id__in=managed)
    labels = {kind.code: kind.label for kind in rules_in_force().listed(ActivityKind)}
    context = {
        "parts": parts,
        "trail": audit_trail(request, entries),
        "kinds_of": lambda row: ", ".join(labels.get(code, code) for code in row.activity_kinds),
    }
    return render(request, "fields/list.html", context)


def _require(request: WebRequest) -> None:
    require_any(request.user, *MAKERS)


def _manageable(request: WebRequest, rows: list[OwnField]) -> set[int]:
    owners = dict(_owners(request))
    return {row.pk for row in rows if (COMMON if row.organisation_id is None else OWN) in owners}


def _owners(request: WebRequest) -> list[tuple[str, str]]:
    """Return for whom somebody may make fields."""
    own = [(OWN, _("my company alone"))] if may(request.user, "user.manage") else []
    return own + ([(COMMON, _("all companies"))] if may(request.user, "configuration.edit") else [])


@takes("subject", "upload", "column")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: WebRequest) -> HttpResponse:
    """Make a field: an empty one, or that of a column of a file that is tried out."""
    _require(request)
    column, subject = column_asked_for(request), request.GET.get("subject", "")
    initial: dict[str, Any] = {"subject": subject if subject in Subject.values else Subject.LEAD}
    form = _form(request, initial=initial | (column.initial() if column else {}))
    if column:
        let_choose(form, "subject", column.subjects())
    if request.method == "POST":
        made = form.tried(lambda: _made(request, form, column))
        if made is not None:
            messages.success(request, _("The field “%(name)s” is there.") % {"name": made.label})
            return go(request, column.address if column else reverse("company-fields"))
    context = {
        "form": form,
        "title": _("New field"),
        "address": request.get_full_path(),
        "column": column,
        **_previewed(request, form),
    }
    return render(request, "fields/form.html", context, status=form.status)


def _made(request: WebRequest, form: FieldForm, column: ColumnOfFile | None) -> OwnField:
    by, at = request.user, request.now
    if column is None:
        return actions.make(form.payload(), by=by, at=at)
    return make_field_of(column.upload.pk, column.header, form.payload(), by=by, at=at)


@takes("cursor")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: WebRequest, pk: int) -> HttpResponse:
    """Change what is said of a field."""
    row = _row(request, pk)
    form = _form(request, row=row)
    form.changed_by = lambda: latest_change(FIELD, pk, organisation_id=None)
    if request.method == "POST":
        require_to_make(request.user, is_for_all=row.organisation_id is None)
        if form.done(lambda: _changed(request, pk, form)):
            messages.success(request, _("The field is saved."))
            return go(request, reverse("company-fields"))
    is_managed = row.pk in _manageable(request, [row])
    context = {
        "form": form,
        "row": row,
        "title": row.label,
        "address": request.path,
        "values": count_values(Subject(row.subject), row.pk),
        "may_change": is_managed and not row.is_retired,
        "may_end": is_managed,
        "trail": audit_trail(request, Entry.objects.about(FIELD, pk)) if is_managed else None,
        **_previewed(request, form),
    }
    return render(request, "fields/form.html", context, status=form.status)


def _changed(request: WebRequest, pk: int, form: FieldForm) -> OwnField:
    version = form.cleaned_data["version"]
    return actions.change(pk, form.payload(), by=request.user, at=request.now, version=version)


def _row(request: WebRequest, pk: int) -> OwnField:
    _require(request)
    row = OwnField.objects.within_reach(request.user).filter(pk=pk).first()
    if row is None:
        raise NotFound
    return row


def _form(
    request: WebRequest, *, row: OwnField | None = None, initial: Mapping[str, Any] | None = None
) -> FieldForm:
    known = OwnField.objects.within_reach(request.user).filter(retired_at=None)
    subject = row.subject if row else request.POST.get("subject") or (initial or {}).get("subject")
    labels = {status.code: status.label for status in rules_in_force().listed(Status)}
    return FieldForm(
        typed(request),
        owners=_owners(request) or [(COMMON, _("all companies"))],
        siblings=list(known.filter(subject=subject or Subject.LEAD)),
        labels=labels,
        kinds=_kinds(row),
        by=request.user,
        row=row,
        initial=dict(initial or {}),
    )


def _kinds(row: OwnField | None) -> list[tuple[str, str]]:
    """Return the kinds of activities that a field can be narrowed to, with a retired one that it is narrowed to."""
    kept = row.activity_kinds if row else ()
    rows = rules_in_force().listed(ActivityKind)
    return [(kind.code, kind.label) for kind in rows if not kind.is_retired or kind.code in kept]


@require_POST
def preview(request: WebRequest) -> HttpResponse:
    """Show how a field that is being typed will be asked for; nothing is stored."""
    _require(request)
    pk = number_in(request.POST.get("row", ""))
    row = _row(request, pk) if pk is not None else None
    form = _form(request, row=row)
    return render(request, "fields/preview.html", _previewed(request, form))


def _previewed(request: WebRequest, form: FieldForm) -> dict[str, Any]:
    """Return a form with the control of the field as it is typed so far."""
    drawn = OwnFieldsForm(prefix="preview")
    add_own_fields(drawn, [_as_typed(form)], {}, by=request.user)
    return {"preview": drawn}


def _as_typed(form: FieldForm) -> OwnField:
    """Return an unsaved field as far as it was typed; what is missing is left out."""
    form.is_valid()
    given = getattr(form, "cleaned_data", {}) if form.is_bound else {}
    stored = form.row
    field = OwnField(
        pk=0,
        key="preview",
        kind=stored.kind if stored else _kind_in(form),
        subject=stored.subject if stored else str(form["subject"].value() or Subject.LEAD),
        labels={"en": str(form["label_en"].value() or "") or _("The new field")},
        helps={"en": str(form["help_en"].value() or "")},
        sections={"en": str(form["section_en"].value() or "")},
        unit=str(form["unit"].value() or ""),
        sees=given.get("sees") or Sees.BOTH,
    )
    choices = [
        FieldChoice(pk=place + 1, code=plan["code"] or str(place), labels=plan["label"], position=place)
        for place, plan in enumerate(form.choices_typed())
    ]
    vars(field)["_prefetched_objects_cache"] = {"choice_rows": choices}
    return field


def _kind_in(form: FieldForm) -> str:
    kind = str(form["kind"].value())
    return kind if kind in Kind.values else Kind.TEXT


@require_POST
def retire(request: WebRequest, pk: int) -> HttpResponse:
    """Let a field take no new values."""
    actions.retire(pk, by=request.user, at=request.now)
    messages.success(request, _("The field is retired: its values stay, and nobody enters new ones."))
    return go(request, reverse("company-field", args=[pk]))


@require_POST
def purge(request: WebRequest, pk: int) -> HttpResponse:
    """Remove a retired field with its values, once their number was confirmed."""
    number = integer_in(request.POST.get("confirm", ""))
    try:
        rows = actions.purge(pk, by=request.user, at=request.now, confirm=number)
    except Refused as no:
        if no.status != 409:
            raise
        messages.error(request, no.sentence)
        return go(request, reverse("company-field", args=[pk]))
    words = ngettext(
        "The field is removed, with its value in %(n)d row.",
        "The field is removed, with its values in %(n)d rows.",
        rows,
    )
    messages.success(request, words % {"n": rows})
    return go(request, reverse("company-fields"))
