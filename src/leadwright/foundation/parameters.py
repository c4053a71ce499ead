"""The parameters of an address: each is known, given once, and plain text."""

from collections.abc import Collection
from typing import NoReturn

from django.http import QueryDict
from django.utils.translation import gettext as _

from leadwright.foundation.refusals import BadParameter, FieldError, field_error
from leadwright.foundation.text import fault_in_text

# What mailers and advertisers hang on a link; it means nothing here and breaks nothing.
TRACKERS = frozenset(
    {"fbclid", "gclid", "gbraid", "wbraid", "msclkid", "mc_cid", "mc_eid", "igshid", "_ga", "_gl"}
)
TRACKED = "utm_"


def without_trackers(query: QueryDict) -> QueryDict:
    """Return the parameters without those that count clicks."""
    kept = query.copy()
    for name in [name for name in kept if name in TRACKERS or name.startswith(TRACKED)]:
        del kept[name]
    return kept


def known_once(query: QueryDict, known: Collection[str], *, several: Collection[str] = ()) -> dict[str, str]:
    """Return the parameters, each by its name; refuse what is not known, given twice, or no plain text.

    `several` are those that a form sends once for each thing that is ticked.
    """
    faults = [fault for name in query for fault in _faults(query, name, known, several)]
    refuse_parameters(faults)
    return first_values(query)


def first_values(query: QueryDict) -> dict[str, str]:
    """Return each parameter with one value, as text."""
    return {name: str(query[name]) for name in query}


def refuse_parameters(faults: Collection[FieldError]) -> None:
    """Say no once to all the parameters that are wrong, if any is."""
    if faults:
        raise BadParameter(next(iter(faults)).code, errors=faults)


def refuse_parameter(name: str, reason: str) -> NoReturn:
    """Say no to the value of one parameter; the reason says what would be right."""
    raise BadParameter("FIELD_INVALID", field=name, reason=reason)


def repeated(name: str) -> FieldError:
    """Return that a parameter was given more than once."""
    return field_error(name, "FIELD_INVALID", reason=_("it is given once"))


def _faults(
    query: QueryDict, name: str, known: Collection[str], several: Collection[str]
) -> list[FieldError]:
    if name not in known:
        return [field_error(name[:40], "FILTER_UNKNOWN")]
    values = query.getlist(name)
    if len(values) > 1 and name not in several:
        return [repeated(name)]
    unfit = [fault for value in values if (fault := fault_in_text(value))]
    return [field_error(name, "FIELD_INVALID", reason=unfit[0])] if unfit else []
