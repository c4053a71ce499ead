"""An organisation keeps somebody who looks after it."""

from leadwright.foundation.refusals import refuse
from leadwright.people.access import require
from leadwright.people.models import Organisation, User


def locked_home(by: User) -> Organisation:
    """Lock the user's own organisation; its groups and units still let leads and users refer to it."""
    require(by, "user.manage")
    return Organisation.objects.select_for_update(no_key=True).get(pk=by.organisation_id)


def refuse_without_admin(home: Organisation) -> None:
    """Refuse with LAST_ADMIN (409) when nobody is left who may manage users; the organisation is locked."""
    if not User.objects.who_may("user.manage").filter(organisation=home, can_sign_in=True).exists():
        refuse("LAST_ADMIN")
