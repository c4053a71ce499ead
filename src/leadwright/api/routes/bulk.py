"""One act on many leads."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from leadwright.api.answers import json
from leadwright.api.asking_again import Rights
from leadwright.api.bodies import SENT, given
from leadwright.api.bulk_bodies import BulkBody
from leadwright.api.documented import parts
from leadwright.api.lead_answers import asker
from leadwright.api.problems import note_denied_call, problem_payload
from leadwright.api.repeats import repeatable
from leadwright.foundation.clock import now
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import field_error, refuse, refuse_fields
from leadwright.leads.actions.together import NAMES, Answer, Picked, fitting, together
from leadwright.leads.lifecycle import MOVES, Verb
from leadwright.people.models import User

router = Router()


def _rights(request: HttpRequest) -> Rights:
    """Return the rights behind an answer about several leads: to see leads, and to do with them what was asked."""
    verb = given(request).get("verb")
    move = MOVES[Verb(verb)] if isinstance(verb, str) and verb in NAMES else None
    return Rights(permissions=("lead.view", *((move.permission,) if move else ())))


@router.post("", operation_id="act_on_leads", response={200: parts.DoneTogether})
@repeatable(_rights)
def act(request: HttpRequest, body: BulkBody = SENT) -> HttpResponse:
    """Do one thing with up to 100 leads, listed or all that fit a filter; one refusal stops no other lead."""
    sent = given(request)
    strange = sorted(sent.keys() - BulkBody.model_fields.keys())
    refuse_fields(field_error(name, "FIELD_UNKNOWN") for name in strange)
    verb = sent.get("verb")
    if not isinstance(verb, str) or verb not in NAMES:
        refuse("FIELD_INVALID", field="verb", reason=_("choose of: {names}").format(names=", ".join(NAMES)))
    by, at = asker(request), now()
    picked, data = _meant(sent, by=by, at=at), _data(verb, sent.get("data"))
    answers = together(verb, picked, data, by=by, at=at) if picked else []
    for answer in answers:
        if answer.refusal is not None:
            note_denied_call(request, answer.refusal)
    done = sum(row.refusal is None for row in answers)
    return json({"done": done, "refused": len(answers) - done, "results": [_result(row) for row in answers]})


def _meant(sent: Mapping[str, Any], *, by: User, at: datetime) -> list[Picked]:
    """Return the leads that are listed, or all that fit the filter: one of the two is sent."""
    filters = sent.get("filter")
    if filters is None:
        return _picked(sent.get("leads"))
    if sent.get("leads") is not None:
        refuse("FIELD_INVALID", field="leads", reason=_("send either leads or a filter"))
    if not isinstance(filters, dict):
        refuse("FIELD_INVALID", field="filter", reason=_("it must be an object"))
    return fitting({name: _text(name, value) for name, value in filters.items()}, by=by, at=at)


def _text(name: str, value: Any) -> str:
    """Return a value as an address would hold it; a list is written with commas."""
    if isinstance(value, list):
        return ",".join(_text(name, part) for part in value if not isinstance(part, list))
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int | float):
        reason = _("write a text, a number, true, false, or a list of them")
        refuse("FIELD_INVALID", field=f"filter.{name}", reason=reason)
    return str(value)


def _picked(given_leads: Any) -> list[Picked]:
    rows = given_leads if isinstance(given_leads, list) else []
    matches = [_picked_lead(row) for row in rows]
    if not matches or None in matches:
        reason = _('write a list of numbers, or of objects with "number" and "version"')
        refuse("FIELD_INVALID", field="leads", reason=reason)
    return [row for row in matches if row is not None]


def _picked_lead(row: Any) -> Picked | None:
    value, version = (row.get("number"), row.get("version")) if isinstance(row, dict) else (row, None)
    if isinstance(value, str):
        value = value.removeprefix("L-")
    number = number_in(value)
    is_version = version is None or (isinstance(version, int) and not isinstance(version, bool))
    return Picked(number=number, version=version) if number and is_version else None


def _data(verb: str, given_data: Any) -> dict[str, Any]:
    if given_data is None:
        given_data = {}
    if not isinstance(given_data, dict):
        refuse("FIELD_INVALID", field="data", reason=_("it must be an object"))
    return {name: value for name, value in given_data.items() if verb == "edit" or value is not None}


def _result(answer: Answer) -> dict[str, Any]:
    plain: dict[str, Any] = {"number": answer.number, "done": answer.refusal is None}
    return plain | ({"problem": problem_payload(answer.refusal)} if answer.refusal else {})
