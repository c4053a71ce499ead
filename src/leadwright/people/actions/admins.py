"""Somebody remains: who looks after an organisation, and who may change the configuration of all."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection
from django.db.models import Q

from leadwright.foundation.refusals import refuse
from leadwright.people.access import require
from leadwright.people.models import Organisation, User
from leadwright.people.models.users import UserQuerySet

# A number of our own for the lock under which the rights of users and what roles allow are changed.
RIGHTS_LOCK = 7_205_116_003


def locked_home(by: User) -> Organisation:
    """Lock the user's own organisation; its groups and units still let leads and users refer to it.

    Rights are read anew under the lock: they may have been taken away meanwhile.
    """
    require(by, "user.manage")
    home = Organisation.objects.select_for_update(no_key=True).get(pk=by.organisation_id)
    current = User.objects.get_queryset().with_profiles().get(pk=by.pk)
    by.held, by.is_active = current.held, current.is_active
    require(by, "user.manage")
    return home


@contextmanager
def somebody_remains(home: Organisation) -> Iterator[None]:
    """Refuse with LAST_ADMIN or LAST_CONFIGURATOR (409) a change that leaves nobody; `home` is locked.

    The configuration is of all organisations, so such changes wait for each other wherever they are made.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RIGHTS_LOCK])
    configured = _configurators().exists()
    yield
    if not User.objects.who_sign_in().who_may("user.manage").filter(organisation=home).exists():
        refuse("LAST_ADMIN")
    if configured and not _configurators().exists():
        refuse("LAST_CONFIGURATOR")


def _configurators() -> UserQuerySet:
    """Return who may change the configuration and has come in: an invitation may never be used."""
    return (
        User.objects.who_sign_in()
        .who_may("configuration.edit")
        .filter(~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX))
    )
