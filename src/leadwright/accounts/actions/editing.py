"""Change an account: its class, its rating, and where its invoices go."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from leadwright.accounts.data import FIELDS, columns_of, read
from leadwright.accounts.facts import AccountEdited
from leadwright.accounts.lifecycle import Verb, check
from leadwright.accounts.models import Account, AccountClass, CreditRating
from leadwright.accounts.own import own_fields_of
from leadwright.contacts.actions import refuse_unless_current
from leadwright.contacts.own import FIELDS as OWN
from leadwright.contacts.own import values_after
from leadwright.fields import tracing
from leadwright.fields.computing import compute
from leadwright.foundation.labels import Listed
from leadwright.foundation.refusals import FieldError, field_error, refuse_fields
from leadwright.foundation.text import name_key
from leadwright.history.facts import Json
from leadwright.history.record import record
from leadwright.people.models import User

CODES: dict[str, type[Listed]] = {"account_class": AccountClass, "credit_rating": CreditRating}


@transaction.atomic
def edit(number: int, data: Mapping[str, Any], *, by: User, at: datetime, version: int | None) -> Account:
    """Change an account of one's own organisation on the version that was seen; an absent field stays."""
    account = _locked(number, by=by)
    check(account, Verb.EDIT, by=by)
    refuse_unless_current(account.version, version)
    faults: list[FieldError] = []
    rows = {name: _row(name, data[name], account, faults) for name in CODES if name in data}
    result = {name: value for name, value in data.items() if name not in (*CODES, OWN)}
    fields, own_before = own_fields_of(by), account.own_fields
    own = values_after(fields, own_before, data, faults, by=by, is_new=False)
    given = read(result, account.contact, by=by, at=at, before=columns_of(account))
    refuse_fields((*faults, *given.faults))
    columns = {**given.columns, **rows, "own_fields": own}
    before = {name: getattr(account, name) for name in columns}
    if before == columns:
        return account
    _store(account, columns, at=at)
    codes, changes = _differences(before, columns)
    changes |= tracing.texts(fields, own_before, own)
    record(AccountEdited(account=account, codes=codes, changes=changes, by=by.party(), at=at))
    return account


def _locked(number: int, *, by: User) -> Account:
    """Lock an account within reach by its number alone, and only then read what it has become."""
    Account.objects.within_reach(by, "contact.view").fetch(number)
    Account.objects.select_for_update(no_key=True, of=("self",)).filter(pk=number).values_list("pk").get()
    return Account.objects.within_reach(by, "contact.view").fetch(number)


def _row(name: str, code: object, account: Account, faults: list[FieldError]) -> Listed | None:
    """Return a class or a rating by its code; an empty one takes it away, and the one that it has stays."""
    if code in (None, ""):
        return None
    kept: Listed | None = getattr(account, name)
    if kept is not None and code == kept.code:
        return kept
    rows: models.QuerySet[Listed] = CODES[name]._default_manager.filter(is_retired=False)
    match = rows.filter(code=code).first() if isinstance(code, str) and "\x00" not in code else None
    if match is None:
        faults.append(field_error(name, "FIELD_INVALID", reason=_("choose one that exists")))
    return match


def _store(account: Account, columns: Mapping[str, Any], *, at: datetime) -> None:
    for name, value in columns.items():
        setattr(account, name, value)
    compute(account)
    account.sort_name = name_key(account.name)
    account.version, account.updated_at = account.version + 1, at
    account.save(update_fields=[*columns, "sort_name", "version", "updated_at"])


def _differences(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, Json], dict[str, str]]:
    codes: dict[str, Json] = {}
    changes: dict[str, str] = {}
    for name, old in before.items():
        new = after[name]
        if old == new or name == "own_fields":
            continue
        if name in FIELDS:
            changes |= {f"{name}_from": str(old), f"{name}_to": str(new)}
        else:
            codes[name] = [old and old.code, new and new.code]
    return codes, changes
