"""The bodies that the API takes for imports: a form with one or several files, and the cells of a row."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import WithJsonSchema

from leadwright.api.bodies import TEXT, Body
from leadwright.api.multipart import MULTIPART, SWITCH, is_multipart, read_parts
from leadwright.files.quotas import words_of
from leadwright.files.uploads import Bounded, skipped_in
from leadwright.foundation.encodings import OFFERED
from leadwright.foundation.numbers import integer_in
from leadwright.foundation.refusals import FieldError, field_error, refuse, refuse_fields
from leadwright.foundation.text import storable
from leadwright.intake.reading.tables import Reading
from leadwright.intake.receiving import Received

FIELDS = ("mapping", "source", "dry_run", "currency", "encoding", "separator", "sheet", "heading")
SEPARATORS = {",": ",", ";": ";", "|": "|", "tab": "\t", "\t": "\t"}
MOST_FILES = 20
TEXTS = {
    "mapping": "the name of a mapping, or one as JSON",
    "source": "the system that the keys of the rows belong to; by default that of the mapping",
    "dry_run": "`true` checks the file and brings nothing in",
    "currency": "the currency of amounts that name none; by default that of the company's country",
    "encoding": "how the file is encoded, where that is not seen",
    "separator": "what parts the cells: `,` `;` `|` `tab`",
    "sheet": "the sheet of a workbook",
    "heading": "the line of the headings; 0 if there are none",
}
FORM = {
    "title": "ImportForm",
    "type": "object",
    "properties": {
        "file": {
            "type": "array",
            "items": {"type": "string", "format": "binary"},
            "description": "the file, and those beside it that belong to it",
        },
        **{name: {"type": "string", "description": text} for name, text in TEXTS.items()},
    },
    "required": ["file"],
}
AS_A_FORM: dict[str, Any] = {"requestBody": {"required": True, "content": {MULTIPART: {"schema": FORM}}}}
MAPPING: TypeAlias = Annotated[
    Any, WithJsonSchema({"description": "a mapping as an object", "type": "object"})
]
CELLS: TypeAlias = Annotated[
    Any,
    WithJsonSchema({"type": "object", "additionalProperties": {"type": "string"}}),
]


class ImportChange(Body):
    """What is to change of an import: its mapping, its source."""

    mapping: MAPPING = None
    source: TEXT = None


class ImportCells(Body):
    """The cells of a row that are put right, by the headers of their columns."""

    cells: CELLS = None


@dataclass(frozen=True, kw_only=True)
class ImportSent:
    """What was sent to be brought in."""

    files: Sequence[Received]
    mapping: str
    source: str
    currency: str
    is_trial: bool


def import_sent(request: HttpRequest) -> ImportSent:
    """Return the files of a request and what is said of them; what is wrong is refused by its name."""
    if not is_multipart(request):
        refuse("NOT_MULTIPART")
    read_parts(request)
    if skipped_in(request):
        refuse("TOO_LARGE", field="file", limit=words_of(Bounded.limit()))
    faults = [
        field_error(name, "FIELD_UNKNOWN")
        for name in sorted({*request.POST, *request.FILES} - {"file", *FIELDS})
    ]
    texts = {name: _text(request, name, faults) for name in FIELDS}
    files = request.FILES.getlist("file")
    if not files:
        faults.append(field_error("file", "FIELD_REQUIRED"))
    if len(files) > MOST_FILES or "file" in request.POST:
        reason = _("send at most {number} files, each with a name").format(number=MOST_FILES)
        faults.append(field_error("file", "FIELD_INVALID", reason=reason))
    reading = _reading(texts, faults)
    if texts["dry_run"] not in ("", *SWITCH):
        faults.append(field_error("dry_run", "FIELD_INVALID", reason=_("write true or false")))
    refuse_fields(faults)
    first, *others = files
    return ImportSent(
        files=[_received(first, reading), *(_received(file, Reading()) for file in others)],
        mapping=texts["mapping"],
        source=texts["source"],
        currency=texts["currency"],
        is_trial=SWITCH.get(texts["dry_run"], False),
    )


def _text(request: HttpRequest, name: str, faults: list[FieldError]) -> str:
    texts = request.POST.getlist(name)
    if len(texts) > 1 or name in request.FILES:
        faults.append(field_error(name, "FIELD_INVALID", reason=_("send it once, as a text")))
    return texts[0].strip(" ") if texts else ""


def _reading(texts: dict[str, str], faults: list[FieldError]) -> Reading:
    encoding, separator = texts["encoding"].lower(), texts["separator"]
    if encoding and encoding not in OFFERED:
        reason = _("choose of: {names}").format(names=", ".join(OFFERED))
        faults.append(field_error("encoding", "FIELD_INVALID", reason=reason))
    if separator and separator not in SEPARATORS:
        reason = _("choose of: {names}").format(names=", ; | tab")
        faults.append(field_error("separator", "FIELD_INVALID", reason=reason))
    heading = integer_in(texts["heading"], least=0, most=1_000_000) if texts["heading"] else None
    if texts["heading"] and heading is None:
        reason = _("write the number of a line, or 0")
        faults.append(field_error("heading", "FIELD_INVALID", reason=reason))
    return Reading(
        encoding=encoding, separator=SEPARATORS.get(separator, ""), sheet=texts["sheet"], heading=heading
    )


def _received(file: "UploadedFile[bytes]", reading: Reading) -> Received:
    return Received(storable(file.name or "")[:255], file.read(), reading)


def mapping_in(text: str) -> dict[str, Any] | None:
    """Return a mapping that was sent as JSON; none where the text is the name of one."""
    if not text.startswith("{"):
        return None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        refuse("FIELD_INVALID", field="mapping", reason=_("it is no JSON"))
    return dict(data)
