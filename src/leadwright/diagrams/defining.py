"""What a process may be: its code, its names and its drawing, each cleaned once, all faults named in one answer."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from leadwright.diagrams.reading import read_diagram
from leadwright.diagrams.trees import LARGEST
from leadwright.diagrams.writing import write_diagram
from leadwright.foundation.refusals import FieldError, Refused, field_error, refuse, refuse_fields
from leadwright.foundation.text import fault_in_line, trimmed

LONGEST_LABEL, LONGEST_CODE = 100, 60
_CODE = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")


def parts_in(data: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return these parts of a process, each cleaned; all that is wrong is named in one answer."""
    faults = [field_error(name, "FIELD_UNKNOWN") for name in sorted(data.keys() - PARTS.keys())]
    cleaned = {}
    for name in names:
        try:
            cleaned[name] = PARTS[name](data.get(name))
        except Refused as no:
            faults += no.errors
    refuse_fields(faults)
    return cleaned


def _code(given: Any) -> str:
    """Return the code of a new process: small letters, digits and hyphens."""
    if given is None or given == "":
        raise_fault("code", "FIELD_REQUIRED")
    if not isinstance(given, str) or not is_code(given):
        raise_fault("code", "FIELD_INVALID", reason=_("small letters, digits and hyphens"))
    return str(given)


def is_code(text: str) -> bool:
    """Tell whether a process can have this code."""
    return len(text) <= LONGEST_CODE and _CODE.fullmatch(text) is not None


def raise_fault(name: str, code: str, **facts: Any) -> None:
    """Refuse a single field."""
    refuse_fields([field_error(name, code, **facts)])


def _labels(given: Any) -> dict[str, str]:
    """Return the name in each language; a single text is taken for English."""
    given = {settings.LANGUAGE_CODE: given} if isinstance(given, str) else given
    languages = dict(settings.LANGUAGES)
    if not isinstance(given, Mapping) or given.keys() - languages.keys():
        reason = _("write it by language: {codes}").format(codes=", ".join(languages))
        raise_fault("name", "FIELD_INVALID" if given else "FIELD_REQUIRED", reason=reason)
    faults: list[FieldError] = []
    labels = {code: _label(code, text, faults) for code, text in given.items() if text not in (None, "")}
    refuse_fields(faults)
    if not any(labels.values()):
        raise_fault("name", "FIELD_REQUIRED")
    return {code: text for code, text in labels.items() if text}


def _label(language: str, text: Any, faults: list[FieldError]) -> str:
    plain = trimmed(text) if isinstance(text, str) else ""
    fault = _("it must be text") if not isinstance(text, str) else fault_in_line(plain)
    if len(plain) > LONGEST_LABEL:
        fault = _("at most {number} characters").format(number=LONGEST_LABEL)
    if fault:
        faults.append(field_error(f"name.{language}", "FIELD_INVALID", reason=fault))
    return plain


def _xml(given: Any) -> str:
    """Return a drawing as it is kept: read, and written in the one form that all have."""
    if given is None or given in ("", b""):
        raise_fault("bpmn", "FIELD_REQUIRED")
    if not isinstance(given, str | bytes):
        raise_fault("bpmn", "FIELD_INVALID", reason=_("it must be text"))
    data = given.encode("utf-8", "replace") if isinstance(given, str) else given
    xml = write_diagram(read_diagram(data))
    if len(xml.encode()) > LARGEST:
        refuse("TOO_LARGE", field="bpmn", limit="1 MB")
    return xml


PARTS: Mapping[str, Callable[[Any], Any]] = {"code": _code, "name": _labels, "bpmn": _xml}
