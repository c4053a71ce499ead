"""Templates and media in the form in which they are given: what the API answers, and what history compares."""

from typing import Any

from leadwright.communication.models import Medium, Template


def parts_of(row: Template) -> dict[str, Any]:
    """Return what is said of a template."""
    return {
        "label": row.labels,
        "texts": row.texts,
        "medium": row.medium.code,
        "units": list(row.unit_ids),
        "effective_from": row.effective_from.isoformat() if row.effective_from else None,
        "effective_until": row.effective_until.isoformat() if row.effective_until else None,
        "marketing": row.is_marketing,
        "sender": row.sender.code if row.sender else None,
        "purpose": row.purpose.code if row.purpose else None,
        "sent_for_types": list(row.type_codes),
        "sent_for_products": list(row.product_codes),
        "order": row.position,
    }


def parts_of_medium(row: Medium) -> dict[str, Any]:
    """Return what is said of a medium."""
    return {
        "label": row.labels,
        "target": row.target,
        "limit": row.limit,
        "consent_channel": row.consent_channel,
        "order": row.position,
        "retired": row.is_retired,
    }


def changes_between(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return what differs, as pairs of before and after."""
    return {name: [before[name], after[name]] for name in after if before[name] != after[name]}
