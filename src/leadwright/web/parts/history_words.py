"""How what happened to a lead is called and drawn: titles, icons, and the names of fields."""

from django.utils.translation import gettext as _

LOOKS = {
    "lead.created": ("plus", ""),
    "lead.adopted": ("plus", ""),
    "lead.migrated": ("swap", ""),
    "lead.offered": ("send", ""),
    "lead.withdrawn": ("send", "warn"),
    "lead.accepted": ("check", "good"),
    "lead.rejected": ("close", "bad"),
    "lead.started": ("flag", "good"),
    "lead.qualified": ("swap", "good"),
    "lead.won": ("check", "good"),
    "lead.converted": ("person", "good"),
    "lead.lost": ("close", "bad"),
    "lead.cancelled": ("close", "bad"),
    "lead.edited": ("edit", ""),
    "lead.assigned": ("person", ""),
    "lead.extended": ("plus", "good"),
    "lead.party_added": ("people", ""),
    "lead.party_changed": ("people", ""),
    "lead.party_removed": ("people", "warn"),
    "lead.product_added": ("plus", ""),
    "lead.product_changed": ("edit", ""),
    "lead.product_removed": ("minus", ""),
    "lead.member_added": ("people", ""),
    "lead.member_removed": ("people", ""),
    "lead.competitor_added": ("flag", ""),
    "lead.competitor_removed": ("flag", ""),
    "lead.note_written": ("edit", ""),
    "clock.due": ("clock", "warn"),
    "clock.replanned": ("clock", ""),
}


def plain_titles() -> dict[str, str]:
    """Return what each fact is called that has one title only."""
    return {
        "lead.created": _("Lead entered"),
        "lead.adopted": _("Lead brought in from elsewhere"),
        "lead.migrated": _("Status changed, because the settings changed"),
        "lead.withdrawn": _("Offer withdrawn"),
        "lead.accepted": _("Lead accepted"),
        "lead.rejected": _("Lead rejected"),
        "lead.started": _("Work started"),
        "lead.won": _("Lead won"),
        "lead.converted": _("The contact became a customer"),
        "lead.lost": _("Lead lost"),
        "lead.cancelled": _("Lead cancelled"),
        "lead.edited": _("Lead changed"),
        "lead.assigned": _("Owner changed"),
        "lead.extended": _("The customer showed interest again"),
        "lead.party_added": _("Contact added"),
        "lead.party_changed": _("Role of a contact changed"),
        "lead.party_removed": _("Contact taken off the lead"),
        "lead.product_added": _("Product of interest added"),
        "lead.product_changed": _("Notes on a product changed"),
        "lead.product_removed": _("Product of interest taken off"),
        "lead.member_added": _("Team member added"),
        "lead.member_removed": _("Team member taken off"),
        "lead.competitor_added": _("Competitor added"),
        "lead.competitor_removed": _("Competitor taken off"),
        "lead.note_written": _("Note written"),
        "clock.replanned": _("Deadline moved, because the calendar changed"),
    }


def field_name(name: str) -> str:
    """Return what a field of a lead is called."""
    words = {
        "description": _("Description"),
        "comment": _("Comment"),
        "source": _("Source"),
        "category": _("Category"),
        "estimate": _("Estimated time"),
        "owner": _("Owner"),
        "contact": _("Contact"),
        "contact_email": _("E-mail for this lead"),
        "contact_phone": _("Phone for this lead"),
        "target_amount": _("Amount"),
        "target_currency": _("Currency"),
        "success_rate": _("Success"),
        "priority": _("Priority"),
        "importance": _("Importance"),
        "expected_completion_at": _("Expected"),
        "deal_segment": _("Deal segment"),
        "deal_value": _("Deal value"),
    }
    return words.get(name, name)
