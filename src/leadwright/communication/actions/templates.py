"""Make a template, change what it says, and let it be chosen no longer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leadwright.communication.defining import Definer
from leadwright.communication.describing import changes_between, parts_of
from leadwright.communication.facts import TemplateChanged, TemplateMade, TemplateRetired
from leadwright.communication.models import Template
from leadwright.communication.tag_table import known_tags
from leadwright.foundation.refusals import NotFound, refuse, refuse_fields
from leadwright.history.record import record
from leadwright.people.access import require
from leadwright.people.models import User


@transaction.atomic
def make_template(data: Mapping[str, Any], *, by: User, at: datetime) -> Template:
    """Make a template for all companies, or with `own` for the own company alone; all faults are named at once."""
    is_own = data.get("own") is True
    require_to_make(by, is_for_all=not is_own)
    definer = Definer()
    code = definer.code_of_template(data.get("code"))
    row = Template(organisation=by.organisation if is_own else None, code=code)
    rest = {name: value for name, value in data.items() if name not in ("own", "code")}
    if not isinstance(data.get("own"), bool | None):
        definer.wrong("own", _("it is true or false"))
    wanted = {"label": None, "texts": None, "medium": None, **rest}
    definer.read_template(row, wanted, known=known_tags(by, is_for_all=not is_own))
    refuse_fields(definer.faults)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        refuse("NAME_TAKEN", field="code")
    record(TemplateMade(template=row, by=by.party(), at=at))
    return row


@transaction.atomic
def change_template(
    pk: int, data: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None
) -> Template:
    """Change what is said of a template; an absent part stays. With a version, only if nobody changed it since."""
    row = _locked(pk, by=by)
    if row.is_retired:
        refuse("TEMPLATE_RETIRED")
    if version is not None and version != row.version:
        refuse("VERSION_STALE", current_version=row.version)
    before, definer = parts_of(row), Definer()
    known = known_tags(by, is_for_all=row.organisation_id is None)
    definer.read_template(row, data, known=known)
    refuse_fields(definer.faults)
    if changes := changes_between(before, parts_of(row)):
        row.version += 1
        row.save()
        record(TemplateChanged(template=row, changes=changes, by=by.party(), at=at))
    return row


@transaction.atomic
def retire_template(pk: int, *, by: User, at: datetime) -> Template:
    """Let a template be chosen no longer; what was written with it stays."""
    row = _locked(pk, by=by)
    if not row.is_retired:
        row.is_retired, row.version = True, row.version + 1
        row.save(update_fields=["is_retired", "version"])
        record(TemplateRetired(template=row, by=by.party(), at=at))
    return row


def require_to_make(by: User, *, is_for_all: bool) -> None:
    """Refuse with PERMISSION_DENIED (403) who may not make templates for all, or for his own company."""
    require(by, "configuration.edit" if is_for_all else "user.manage")


def _locked(pk: int, *, by: User) -> Template:
    """Lock a template that somebody may change: one he knows of but may not change is refused."""
    seen = Template.objects.within_reach(by).filter(pk=pk).first()
    if seen is None:
        raise NotFound
    require_to_make(by, is_for_all=seen.organisation_id is None)
    row = Template.objects.select_for_update(of=("self",)).select_related("medium", "sender", "purpose")
    return row.get(pk=pk)
