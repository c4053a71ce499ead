"""What a fresh database needs before anybody can use it: enters what is missing, changes nothing."""

from importlib.util import find_spec

from django.db import transaction
from django.utils.module_loading import import_string

from leadwright.foundation.clock import now

INSTALLERS = ("leadwright.people.setup.install_profiles", "leadwright.leads.setup.install_base")


@transaction.atomic
def install() -> None:
    """Enter what the rooms ship: profiles, terms, the lead type with its statuses and reasons."""
    for name in filter(stands, INSTALLERS):
        import_string(name)(at=now())


def stands(name: str) -> bool:
    """Tell whether the module of an installer has been built yet."""
    return find_spec(name.rpartition(".")[0]) is not None
