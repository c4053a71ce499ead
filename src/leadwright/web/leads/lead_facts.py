"""The facts of a lead as its page lists them."""

from textwrap import shorten
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.diagrams.steps import in_words
from leadwright.foundation.formats import locale_of, money, percent
from leadwright.leads.levels import level_in_words, level_labels
from leadwright.leads.models import Lead
from leadwright.leads.states import Scale
from leadwright.leads.telling import may_know
from leadwright.people.models import User

LONGEST_NOTES = 300
Facts = tuple[tuple[str, str], ...]


def facts_of(lead: Lead, by: User) -> Facts:
    """Return what a lead is and what it is worth, as far as it is set; a lead as its reader may know it."""
    locale = locale_of(get_language() or "en")
    amount = (
        money(lead.target_amount, lead.target_currency, locale) if lead.target_amount is not None else "—"
    )
    deal = money(lead.deal_value, lead.deal_currency, locale) if lead.deal_value is not None else ""
    return filled(
        (_("Description"), lead.description or "—"),
        (_("Amount"), amount if may_know(by, "target_amount") else ""),
        (_("Success"), percent(lead.success_rate, locale)),
        (_("Latest notes"), shorten(lead.latest_notes, LONGEST_NOTES, placeholder=" …")),
        (_("Deal value"), deal),
        (_("Deal segment"), lead.deal_segment.label if lead.deal_segment else ""),
        (_("Reason"), lead.lost_reason.label if lead.lost_reason else ""),
        (_("In words"), lead.reason_text),
        (_("Owner"), lead.owner.name if lead.owner else _("nobody yet")),
        (_("Unit"), lead.unit.name if lead.unit else _("queue")),
        (_("Owned by group"), lead.group.name if lead.group_id else ""),
        (_("Company"), lead.organisation.name if lead.organisation else ""),
        (_("Sender"), lead.sender.name if lead.sender else ""),
        (_("Category"), lead.category.label if lead.category else ""),
        (_("Source"), lead.source.label if lead.source else ""),
        (_("Kind of opportunity"), lead.kind.label if lead.kind else ""),
        (_("Step"), in_words(lead.steps)),
        (_("Step at which it was lost"), in_words(filter(None, [lead.step_when_lost]))),
        *_levels(lead),
        (_("Comment"), lead.comment_of(by.organisation_id)),
    )


def _levels(lead: Lead) -> Facts:
    labels = level_labels()
    rows = (
        (_("Priority"), Scale.PRIORITY, lead.priority),
        (_("Importance"), Scale.IMPORTANCE, lead.importance),
    )
    return tuple(
        (name, level_in_words(level, labels.get((scale.value, level), str(level))))
        for name, scale, level in rows
    )


def filled(*facts: tuple[str, Any]) -> Facts:
    """Return those of some facts that have a value."""
    return tuple((name, str(value)) for name, value in facts if value not in (None, ""))
