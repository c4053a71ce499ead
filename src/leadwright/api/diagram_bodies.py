"""The bodies that the API takes for processes: JSON, or a form with the drawing as a file."""

from typing import Annotated, Any, TypeAlias

from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import WithJsonSchema

from leadwright.api.bodies import TEXT, Body, known
from leadwright.api.multipart import MULTIPART, is_multipart, read_parts
from leadwright.diagrams.trees import LARGEST
from leadwright.files.uploads import skipped_in
from leadwright.foundation.refusals import field_error, refuse, refuse_fields

NAME: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "description": "a name, or one for each language",
            "anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}],
        }
    ),
]
BPMN: TypeAlias = Annotated[
    Any, WithJsonSchema({"type": "string", "description": "a file of BPMN 2.0 as text"})
]
FIELDS = ("code", "name", "bpmn")
FORM = {
    "title": "DiagramForm",
    "type": "object",
    "properties": {
        "code": {"type": "string"},
        "name": {"type": "string"},
        "bpmn": {"type": "string", "format": "binary"},
    },
}
AS_A_FORM: dict[str, Any] = {"requestBody": {"content": {MULTIPART: {"schema": FORM}}}}


class DiagramChange(Body):
    """What is to change of a process; an absent part stays. A drawing becomes the draft of the next version."""

    name: NAME = None
    bpmn: BPMN = None


class DiagramBody(DiagramChange):
    """A new process with its first draft."""

    code: TEXT = None


def process_sent(request: HttpRequest) -> dict[str, Any]:
    """Return what was sent of a new process, as JSON or as a form."""
    return _parts(request) if is_multipart(request) else known(request, DiagramBody)


def _parts(request: HttpRequest) -> dict[str, Any]:
    read_parts(request)
    if skipped_in(request):
        refuse("TOO_LARGE", field="bpmn", limit="1 MB")
    faults = [
        field_error(name, "FIELD_UNKNOWN") for name in sorted({*request.POST, *request.FILES} - {*FIELDS})
    ]
    sent: dict[str, Any] = {}
    for name in FIELDS:
        texts, files = request.POST.getlist(name), request.FILES.getlist(name)
        if len(texts) + len(files) > 1 or (files and name != "bpmn"):
            reason = _("send it once, and only the drawing as a file")
            faults.append(field_error(name, "FIELD_INVALID", reason=reason))
        elif texts or files:
            sent[name] = texts[0] if texts else files[0].read(LARGEST + 1)
    refuse_fields(faults)
    return sent
