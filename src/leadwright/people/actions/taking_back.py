"""Take back users, units and groups that an import made, while nothing is tied to them."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction

from leadwright.foundation.references import referenced, remove_naming
from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.people.facts import UserTakenBack
from leadwright.people.models import Group, Unit, User

MODELS: dict[str, type[models.Model]] = {"user": User, "unit": Unit, "group": Group}
PARTS = (User.profiles.through,)


@transaction.atomic
def take_back(kind: str, pks: Collection[int], *, by: Party, at: datetime) -> set[int]:
    """Remove users, units or groups that nothing names; returns the ids of those that stay.

    A user who was invited since can sign in, and stays.
    """
    model = MODELS[kind]
    rows = list(model._default_manager.filter(pk__in=pks).order_by("pk").select_for_update())
    stays = {
        row.pk for row in rows if isinstance(row, AbstractBaseUser) and getattr(row, "can_sign_in", False)
    }
    stays |= referenced(model, {row.pk for row in rows} - stays, but=PARTS)
    gone = [row for row in rows if row.pk not in stays]
    for row in gone:
        if isinstance(row, User):
            record(UserTakenBack(user=row, by=by, at=at))
    remove_naming(model, [row.pk for row in gone], only=PARTS)
    removed = model._default_manager.filter(pk__in=[row.pk for row in gone])
    removed._raw_delete(removed.db)
    return stays
