"""What the API tells of a lead's own record: levels, key dates, and what hangs on it."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.duration import duration_iso_string

from leadwright.api.documented import parts
from leadwright.files.models import File
from leadwright.leads.dates import time_overdue, time_to_completion
from leadwright.leads.levels import is_important, level_labels
from leadwright.leads.models import Competitor, Lead, Note, ProductOfInterest
from leadwright.leads.team import team_of
from leadwright.people.models import User


def labels_of_levels(lead: Lead) -> dict[str, Any]:
    """Return the labels of priority and importance."""
    labels = level_labels()
    return {
        "priority_label": labels.get(("priority", lead.priority)),
        "important": is_important(lead.importance),
        "importance_label": labels.get(("importance", lead.importance)),
    }


def dates(lead: Lead, at: datetime) -> dict[str, Any]:
    """Return how long a lead was estimated to take, and what is left or overdue at a moment."""
    amount, _space, unit = lead.estimate.partition(" ")
    return {
        "estimate": {"amount": int(amount), "unit": unit},
        "time_to_completion": duration(time_to_completion(lead, at)),
        "time_overdue": duration(time_overdue(lead, at)),
    }


def duration(length: timedelta | None) -> str | None:
    """Return a length of time as an ISO 8601 duration to the second, such as P2DT00H00M00S."""
    return None if length is None else duration_iso_string(timedelta(seconds=int(length.total_seconds())))


def channels(lead: Lead) -> dict[str, Any]:
    """Return the address and the number that are used: the lead's own, else those of its contact."""
    return {"email": lead.email, "phone": lead.phone}


def hanging_on(lead: Lead) -> dict[str, Any]:
    """Return products of interest, team and competitors of a lead."""
    return {"products": products(lead), "team": team(lead), "competitors": competitors(lead)}


def products(lead: Lead) -> list[parts.ProductLine]:
    """Return what the customer is interested in."""
    lines = lead.products.select_related("product") if lead.may_have("products") else ()
    return [product(line) for line in lines]


def product(line: ProductOfInterest) -> parts.ProductLine:
    """Return one product of interest."""
    row = line.product
    return {"id": line.pk, "product": row.code, "label": row.label, "kind": row.kind, "notes": line.notes}


def team(lead: Lead) -> list[parts.Member]:
    """Return who works on a lead beside its owner."""
    return [member(row) for row in team_of(lead)]


def member(user: User) -> parts.Member:
    """Return one member of a team."""
    return {"id": user.pk, "email": user.email, "name": user.name, "active": user.is_active}


def competitors(lead: Lead) -> list[parts.CompetitorOfLead]:
    """Return who else is after the lead."""
    rows = lead.competitors.all() if lead.may_have("competitors") else ()
    return [_competitor(row) for row in rows]


def _competitor(row: Competitor) -> parts.CompetitorOfLead:
    return {"code": row.code, "label": row.label, "website": row.website}


def note(row: Note) -> parts.Note:
    """Return one note."""
    return {
        "id": row.pk,
        "at": row.at,
        "by": row.by.email,
        "by_name": row.by.name,
        "organisation": row.organisation_id,
        "text": row.text,
        "shared": row.is_shared,
    }


def file_payload(row: File) -> parts.File:
    """Return what is known of one file."""
    return {
        "id": row.pk,
        "about": {"kind": row.subject_kind, "id": row.subject_id},
        "at": row.at,
        "by": row.by.email,
        "by_name": row.by.name,
        "organisation": row.organisation_id,
        "name": row.name,
        "size": row.size,
        "media_type": row.media_type,
        "sha256": row.sha256,
        "shared": row.is_shared,
    }
