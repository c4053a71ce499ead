"""What never changes of a definition: what it is on, its key and its kind."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from leadwright.fields.models import OwnField
from leadwright.fields.reading import EMPTY
from leadwright.fields.subjects import OWN_PREFIX, Kind, Subject
from leadwright.foundation.refusals import FieldError, field_error

FIXED = ("subject", "key", "kind")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")


def fault_in_key(key: Any, *, is_for_all: bool) -> str | None:
    """Return what is wrong with a key, or None; a company's own begins with `own_`, one for all does not."""
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        return _("write small letters, digits and _, beginning with a letter")
    if is_for_all == key.startswith(OWN_PREFIX):
        return _("the keys of a company's own fields begin with {prefix}, and no others").format(
            prefix=OWN_PREFIX
        )
    return None


def new_from(data: Mapping[str, Any], faults: list[FieldError]) -> OwnField:
    """Return a definition with what never changes about it; what is wrong with that is noted."""
    subject, kind = data.get("subject"), data.get("kind")
    for name, value, known in (("subject", subject, Subject), ("kind", kind, Kind)):
        if value in EMPTY:
            faults.append(field_error(name, "FIELD_REQUIRED"))
        elif value not in known.values:
            reason = _("choose one of: {codes}").format(codes=", ".join(known.values))
            faults.append(field_error(name, "FIELD_INVALID", reason=reason))
    return OwnField(subject=str(subject), kind=str(kind), key=str(data.get("key")))
