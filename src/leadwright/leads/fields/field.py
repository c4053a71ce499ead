"""What is said of a field: what it is called, what it takes, where it may be set, and who may know it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

from leadwright.leads.models import Lead, LeadType
from leadwright.people.reach import Permission


class Side(StrEnum):
    """Whose a field is: both companies know it, one of them alone, or each has a value of its own."""

    BOTH = "both"
    HANDLER = "handler"
    SENDER = "sender"
    EACH = "each"


class Place(StrEnum):
    """Where a field may be set."""

    CREATE = "create"
    EDIT = "edit"
    CLOSE = "close"
    IMPORT = "import"


class Personal(StrEnum):
    """What erasing a person does: nothing, masks or empties a text, or takes what tells the person apart."""

    NO = "no"
    TEXT = "text"
    MARK = "mark"


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What a value is read by: the usual currency, the type, and the lead if there is one already."""

    currency: str
    type: LeadType | None
    lead: Lead | None = None


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What a field takes: the schema in the API, the conversion from a file, and limits of a number."""

    schema: Mapping[str, Any]
    conversion: str = "line"
    limits: tuple[int, int] | None = None


Clean = Callable[[str, Any, Surroundings], dict[str, Any]]
Read = Callable[[Lead], Any]
EVERYWHERE = (Place.CREATE, Place.EDIT)


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a lead.

    `words` stand in a sentence, `label` stands alone. `columns` hold it; none is worked out or hangs on the lead.
    `clean` returns columns from a value that was sent, and refuses one that cannot be kept. `read` returns what the
    API answers; without it the answer is put together elsewhere, or the field is none of it.
    """

    name: str
    words: str | Promise
    side: Side
    label: str | Promise = ""
    kind: Kind | None = None
    columns: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    right: Permission | None = None
    is_requirable: bool = False
    personal: Personal = Personal.NO
    clean: Clean | None = None
    read: Read | None = None
