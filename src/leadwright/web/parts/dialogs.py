"""One manner to run a dialog: show its form, call its action, lead on; over the page or as a page of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from leadwright.foundation.pages import render
from leadwright.web.base.forms import ActForm
from leadwright.web.base.requests import WebRequest, go


@dataclass(frozen=True, kw_only=True)
class Dialog:
    """The words of a dialog, the file that draws it, and what is said when it is done, or what says it then."""

    title: str
    submit: str
    done: str | Callable[[], str]
    subtitle: str = ""
    file: str = "parts/dialogs/plain.html"
    kind: str = "primary"
    lede: str = ""
    footnote: str = ""
    leads_to: str = ""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """Where a dialog stands: the place of the rail, the crumbs above it, and the page that it goes back to."""

    place: str
    crumbs: Sequence[tuple[str, str]]
    back: str


def run_dialog(
    request: WebRequest,
    form: ActForm,
    act: Callable[[], object],
    *,
    dialog: Dialog,
    around: Surroundings,
    more: Mapping[str, Any] | None = None,
    is_sent: bool = True,
) -> HttpResponse:
    """Show the form; once it is sent and the action has not refused, lead on."""
    if request.method == "POST" and is_sent and form.done(act):
        messages.success(request, dialog.done if isinstance(dialog.done, str) else dialog.done())
        return go(request, dialog.leads_to or around.back)
    over_the_page = request.headers.get("HX-Target", "").endswith("dialog")
    context = {
        "title": dialog.title,
        "subtitle": dialog.subtitle,
        "submit": dialog.submit,
        "kind": dialog.kind,
        "lede": dialog.lede,
        "footnote": dialog.footnote,
        "dialog_file": dialog.file,
        "form": form,
        "address": request.get_full_path(),
        "back": around.back,
        "place": around.place,
        "crumbs": around.crumbs,
        **(more or {}),
    }
    page = "parts/dialog_fragment.html" if over_the_page else "parts/dialog.html"
    return render(request, page, context, status=form.status)
