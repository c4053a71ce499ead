"""The terms and conditions: a draft, a last look before it is published, and the versions there have been."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadwright.foundation.refusals import NotFound, Refused
from leadwright.history.models import Entry
from leadwright.people.access import require
from leadwright.people.actions import terms as actions
from leadwright.people.actions.sign_in import agreements_to, terms_in_force
from leadwright.people.models import Terms, TermsDraft, User
from leadwright.web.base.forms import ActForm, area
from leadwright.web.base.languages import TEXT, languages, typed_words
from leadwright.web.base.merging import latest_change
from leadwright.web.base.requests import WebRequest, go
from leadwright.web.settings.page import page

NEWEST = 20


class DraftForm(ActForm):
    """The text of the next version in each language."""

    merges = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.changed_by = lambda: latest_change("terms", 0, organisation_id=None)
        for code, language in languages():
            label = format_lazy(TEXT, language=language)
            first = code == languages()[0][0]
            self.fields[f"text_{code}"] = forms.CharField(label=label, required=first, widget=area(rows=12))

    def texts(self) -> dict[str, str]:
        """Return the texts by language."""
        return typed_words(self.cleaned_data, "text")


@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: WebRequest) -> HttpResponse:
    """Show the terms in force, the versions before them and the draft; keep the draft, or throw it away."""
    require(request.user, "configuration.edit")
    draft, in_force = actions.drafted(), terms_in_force()
    if request.POST.get("part") == "drop":
        actions.drop_draft(by=request.user, at=request.now)
        messages.success(request, _("The draft is thrown away."))
        return go(request, reverse("settings-terms"))
    begun = draft.texts if draft else in_force.texts if in_force else {}
    initial = {f"text_{code}": begun.get(code, "") for code, _language in languages()}
    form = DraftForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.done(
        lambda: actions.draft_terms(form.texts(), by=request.user, at=request.now)
    ):
        return _kept(request)
    context = {"form": form, "draft": draft, "in_force": in_force, "versions": _versions()}
    return _page(request, "terms", status=form.status, **context)


def _kept(request: WebRequest) -> HttpResponse:
    if request.POST.get("part") == "publish":
        return go(request, reverse("settings-terms-publish"))
    messages.success(request, _("The draft is kept. Nobody is asked about it yet."))
    return go(request, reverse("settings-terms"))


def _versions() -> list[Terms]:
    return list(Terms.objects.order_by("-version")[:NEWEST])


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: WebRequest) -> HttpResponse:
    """Show the draft once more with whom it asks; the button puts it in force."""
    require(request.user, "configuration.edit")
    draft = actions.drafted()
    if draft is None:
        return go(request, reverse("settings-terms"))
    status, refusal = 200, ""
    if request.method == "POST":
        try:
            return _published(request)
        except Refused as no:
            status, refusal = no.status, no.sentence
    context = {
        "texts": _texts(draft),
        "seen": draft.at.isoformat(),
        "refusal": refusal,
        "number": User.objects.get_queryset().who_sign_in().count(),
    }
    return _page(request, "terms_publish", status=status, **context)


def _published(request: WebRequest) -> HttpResponse:
    seen = request.POST.get("seen", "")
    terms = actions.publish_draft(
        seen=_moment(seen), needs_agreement="ask" in request.POST, by=request.user, at=request.now
    )
    messages.success(request, _("Version %(version)s is in force.") % {"version": terms.version})
    return go(request, reverse("settings-terms"))


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


@require_safe
def version(request: WebRequest, number: int) -> HttpResponse:
    """Show a version of the terms as it was published, and how many agreed to it."""
    require(request.user, "configuration.edit")
    row = Terms.objects.filter(version=number).first()
    if row is None:
        raise NotFound
    context: dict[str, Any] = {"version": row, "texts": _texts(row), "number": agreements_to(row)}
    return _page(request, "terms_version", **context)


def _texts(row: Terms | TermsDraft) -> list[tuple[str, Any, str]]:
    """Return the texts with their languages, that of the reader first."""
    own = (get_language() or "en").split("-")[0]
    rows = [(code, language, row.texts[code]) for code, language in languages() if row.texts.get(code)]
    return sorted(rows, key=lambda text: text[0] != own)


def _page(request: WebRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    rows = Entry.objects.about("terms", 0)
    return page(request, name, status=status, entries=rows, **context)
