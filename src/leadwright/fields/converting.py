"""A value of one field as a value of another kind, read by that kind's own reader."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from leadwright.fields.answering import Known
from leadwright.fields.merging import retired_choice
from leadwright.fields.models import OwnField
from leadwright.fields.reading import Around, Unfit, canonical
from leadwright.fields.subjects import FREE, WITH_CHOICES, Kind

SWITCH = {"true": True, "false": False}


def converted(start: OwnField, end: OwnField, value: Any, *, known: Known, around: Around) -> Any:
    """Return a canonical value of one field as one of another; raises Unfit with what that could hold."""
    if start.kind == end.kind and start.kind not in WITH_CHOICES:
        return value
    answer = known.part(start, value)
    new = canonical(end, _given(Kind(end.kind), answer), around)
    if new is None:
        raise Unfit(_("it is a value of the old field alone"))
    if (name := retired_choice(end, new, None)) is not None:
        raise Unfit(_("“{name}” can be chosen no longer").format(name=name))
    return new


def _given(kind: Kind, answer: Any) -> Any:
    """Return a value in the form in which the other kind is given."""
    if kind in FREE:
        return as_text(answer)
    if isinstance(answer, list):
        return answer[0] if kind == Kind.CHOICE and len(answer) == 1 else answer
    if kind == Kind.CHOICES and isinstance(answer, str):
        return [part.strip() for part in answer.split(",") if part.strip()]
    if kind == Kind.BOOLEAN and isinstance(answer, str):
        return SWITCH.get(answer, answer)
    if kind == Kind.MONEY and isinstance(answer, int | str) and not isinstance(answer, bool):
        amount, _space, currency = str(answer).partition(" ")
        return {"amount": amount, "currency": currency}
    return answer


def as_text(answer: Any) -> str:
    """Return a value as text, the same in each language."""
    if isinstance(answer, bool):
        return "true" if answer else "false"
    if isinstance(answer, list):
        return ", ".join(answer)
    if isinstance(answer, Mapping):
        return f"{answer['amount']} {answer['currency']}"
    if isinstance(answer, datetime):
        return answer.isoformat()
    return "" if answer is None else str(answer)
