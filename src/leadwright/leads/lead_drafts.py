"""Leads as another system has them: dates, amounts, and the words of its lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from leadwright.contacts.models import Contact
from leadwright.foundation.money import Money
from leadwright.people.models import User

SOURCE = "import"


@dataclass(frozen=True, kw_only=True)
class LineDraft:
    """A further company and person of a lead, or the roles of those that it is about."""

    company: Contact | None = None
    person: Contact | None = None
    role: str = ""
    person_role: str = ""


@dataclass(frozen=True, kw_only=True)
class LeadDraft:
    """A lead as another system has it; what it does not say is empty.

    A status is a code; what else is one of a list is a code, or its name in any language. `called` says what the
    other system calls fields, under which the comment keeps what is on no list. `main` holds the roles of the contact.
    `more` holds plain columns for which nothing has to be worked out; `has_unread` says that a value of an own field
    could not be read.
    """

    key: str
    status: str
    qualification: str = "NONE"
    description: str = ""
    comment: str = ""
    source: str = SOURCE
    category: str = ""
    contact: Contact | None = None
    main: LineDraft = LineDraft()
    lines: tuple[LineDraft, ...] = ()
    owner: User | None = None
    team: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    target: Money | None = None
    deal: Money | None = None
    deal_segment: str = ""
    lost_reason: str = ""
    reason_text: str = ""
    success_rate: int | None = None
    priority: int | None = None
    importance: int | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    expected_completion_at: datetime | None = None
    has_unread: bool = False
    more: Mapping[str, Any] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)
