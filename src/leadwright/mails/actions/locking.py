"""How mails are held: seen first, and locked by their number alone before anything is decided."""

from leadwright.foundation.refusals import NotFound
from leadwright.mails.models import Mail
from leadwright.people.access import require
from leadwright.people.models import User


def require_to_sort(pk: int, *, by: User) -> Mail:
    """Return a mail that the user may read and sort; who may sort none is refused, whoever's it is."""
    mail = Mail.objects.fetch(pk, by=by)
    require(by, "mail.manage")
    return mail


def locked_mail(pk: int) -> Mail:
    """Lock a mail that was seen by its number alone, and only then read what it has become.

    One that whoever saw it can no longer read was filed by somebody else meanwhile, who says so by its lead: it is
    handed out to be refused with that, and nothing else of it is told.
    """
    if not list(Mail.objects.select_for_update().filter(pk=pk).values_list("pk")):
        raise NotFound
    return Mail.objects.with_surroundings().get(pk=pk)
