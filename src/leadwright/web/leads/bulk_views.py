"""One act on several leads: pick them in the list, say what is the same for all, see what became of each."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from leadwright.foundation.numbers import integer_in
from leadwright.foundation.pages import render
from leadwright.foundation.parameters import first_values, refuse_parameters
from leadwright.foundation.refusals import NotFound, refuse
from leadwright.leads.actions.together import MOST, Answer, Picked, TooMany, fitting, together
from leadwright.leads.filters import reader_of, table_for
from leadwright.leads.lifecycle import MOVES, Verb
from leadwright.leads.models import Lead
from leadwright.leads.own import settable
from leadwright.people.access import require
from leadwright.people.models import User
from leadwright.web.base.filters import read_typed
from leadwright.web.base.forms import ActForm
from leadwright.web.base.middleware import note_denied_page, safe_next
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.leads.bulk_fields import FieldChosen, FieldOfMany
from leadwright.web.leads.bulk_forms import form_of
from leadwright.web.leads.page import name_of
from leadwright.web.parts.lead_acts import SET_FIELD, SEVERAL, labels, set_field_label

DANGEROUS = ("lose", "cancel", "delete", "reject")


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: WebRequest) -> HttpResponse:
    """Show the picked leads and what the act asks; do it, and tell what became of each."""
    require(request.user, "lead.view")
    asked = request.POST if request.method == "POST" else request.GET
    name, back = asked.get("verb", ""), safe_next(request, asked.get("back") or reverse("leads"))
    verb = Verb.EDIT if name == SET_FIELD else name
    if verb not in SEVERAL:
        raise NotFound
    require(request.user, MOVES[Verb(verb)].permission)
    is_ticked = request.method == "POST" or not asked.get("fit")
    try:
        picked = _picked(asked.getlist("lead")) if is_ticked else _fitting(request)
    except TooMany as no:
        return _back_to_ticking(request, back, no.sentence)
    if not picked:
        return _back_to_ticking(request, back, _("No lead is ticked yet. Tick at least one, then go on."))
    form = _form(request, name, asked)
    if request.method == "POST":
        answers = form.tried(lambda: together(verb, picked, form.payload(), by=request.user, at=request.now))
        if answers is not None and not _is_taken_back(form, answers):
            return _answered(request, name, answers, back)
    leads = _leads([row.number for row in picked], request.user)
    versions = {row.number: row.version for row in picked}
    rows = [(lead, name_of(lead, request.user), versions[lead.pk]) for lead in leads]
    context = _page(name, back) | {"form": form, "rows": rows, "asks_first": isinstance(form, FieldChosen)}
    return render(request, "leads/bulk.html", context, status=form.status)


def _is_taken_back(form: ActForm, answers: list[Answer]) -> bool:
    """Tell whether what was typed is to be typed anew, since no lead can take it."""
    return isinstance(form, FieldOfMany) and form.takes_back(answers)


def _form(request: WebRequest, name: str, asked: QueryDict) -> Any:
    """Return the form of an act; an own field is chosen first, and then set."""
    if name != SET_FIELD:
        return form_of(name)(typed(request), by=request.user)
    key = asked.get("field", "")
    fields = {row.key: row for row in settable(request.user)}
    if key in fields:
        return FieldOfMany(typed(request), by=request.user, field=fields[key])
    return FieldChosen({"field": key} if key else typed(request), by=request.user, offered=fields)


def _fitting(request: WebRequest) -> list[Picked]:
    """Return all leads that fit the filters of the list."""
    table, reader = table_for(request.user), reader_of(request.user, request.now)
    chosen, texts = read_typed(first_values(request.GET), table, reader)
    refuse_parameters(chosen.faults)
    return fitting(texts, by=request.user, at=request.now)


def _back_to_ticking(request: WebRequest, back: str, why: str) -> HttpResponse:
    messages.warning(request, why)
    return go(request, f"{back}{'&' if '?' in back else '?'}select=1")


def _page(verb: str, back: str) -> dict[str, Any]:
    kind = "danger" if verb in DANGEROUS else "primary"
    title = set_field_label() if verb == SET_FIELD else labels()[verb]
    return {"verb": verb, "title": title, "kind": kind, "back": back}


def _leads(numbers: list[int], by: User) -> list[Lead]:
    rows = Lead.objects.within_reach(by, "lead.view").filter(pk__in=numbers)
    return list(rows.select_related("contact__company", "status").order_by("pk"))


def _picked(sent: list[str]) -> list[Picked]:
    """Read each "number.version"; what is none is a request that our page never makes."""
    matches = []
    for text in sent[: MOST + 1]:
        number, _dot, version = text.partition(".")
        row, seen = integer_in(number), integer_in(version)
        if row is None or seen is None:
            refuse("MALFORMED", reason=_("the leads are not named as they should be"))
        matches.append(Picked(number=row, version=seen))
    return matches


def _answered(request: WebRequest, verb: str, answers: list[Answer], back: str) -> HttpResponse:
    for answer in answers:
        if answer.refusal is not None:
            note_denied_page(request, answer.refusal)
    leads = {lead.pk: lead for lead in _leads([row.number for row in answers], request.user)}
    done = [
        (row.number, _named(leads.get(row.number), request.user)) for row in answers if row.refusal is None
    ]
    left = [
        (row.number, _named(leads.get(row.number), request.user), row.refusal)
        for row in answers
        if row.refusal
    ]
    number = len(done)
    text = ngettext("Done with %(number)d lead.", "Done with %(number)d leads.", number) % {"number": number}
    context = _page(verb, back) | {"done": done, "left": left, "told": text, "seen": set(leads)}
    return render(request, "leads/bulk_done.html", context)


def _named(lead: Lead | None, by: User) -> str:
    return name_of(lead, by) if lead is not None else ""
