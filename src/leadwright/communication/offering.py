"""What can be chosen to write with: media, and the templates of the user's unit that hold today."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from leadwright.communication.models import Medium, Target, Template, TemplateQuerySet
from leadwright.foundation.batches import known
from leadwright.people.models import Organisation, User


def offered_media() -> list[Medium]:
    """Return the media that can be chosen, in their order."""
    return list(Medium.objects.filter(is_retired=False))


def offered_templates(by: User, *, at: datetime) -> TemplateQuerySet:
    """Return the templates that somebody can choose at a moment; the day is that of his company."""
    day = at.astimezone(ZoneInfo(by.organisation.time_zone)).date()
    return Template.objects.within_reach(by).effective(day, by.unit_id)


def sent_for_type(code: str, organisation_id: int | None, *, at: datetime) -> list[Template]:
    """Return what is sent by itself when a company enters a lead of a type."""
    return [row for row in _sent_by_itself(organisation_id, at) if code in row.type_codes]


def templates_of_type(code: str, *, by: User) -> list[Template]:
    """Return the templates that somebody knows of and that are sent by themselves for a type, whenever they hold."""
    return list(Template.objects.within_reach(by).filter(type_codes__contains=[code], is_retired=False))


def sent_for_product(code: str, organisation_id: int | None, *, at: datetime) -> list[Template]:
    """Return what is sent by itself when a company notes interest in a product."""
    return [row for row in _sent_by_itself(organisation_id, at) if code in row.product_codes]


def _sent_by_itself(organisation_id: int | None, at: datetime) -> list[Template]:
    """Return what a company sends by itself on a day by its own zone; an action asks for the templates once."""
    rows = known(("sent by itself", organisation_id), lambda: list(_occasional(organisation_id)))
    if not rows:
        return []
    home = Organisation.objects.filter(pk=organisation_id or 0).first()
    day = (at.astimezone(ZoneInfo(home.time_zone)) if home else at).date()
    return [row for row in rows if row.holds_on(day)]


def _occasional(organisation_id: int | None) -> TemplateQuerySet:
    rows = Template.objects.filter(is_retired=False, medium__is_retired=False, unit_ids=[])
    rows = rows.filter(medium__target=Target.EMAIL)
    rows = rows.filter(Q(organisation=None) | Q(organisation=organisation_id or 0))
    occasions = ~Q(type_codes=[]) | ~Q(product_codes=[])
    return rows.filter(occasions).select_related("medium", "sender", "purpose")


def mail_medium() -> str:
    """Return the code of the first medium that can be chosen and goes to an e-mail address, or nothing."""
    codes = Medium.objects.filter(is_retired=False, target=Target.EMAIL).values_list("code", flat=True)
    return codes.first() or ""
