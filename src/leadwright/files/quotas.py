"""How much of the store a company may use: counted in one row each, which is locked last."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.files.models import Quota
from leadwright.foundation.formats import file_size, locale_of
from leadwright.foundation.refusals import refuse


def take(organisation_id: int, size: int) -> None:
    """Count bytes that a company adds, or refuse with QUOTA_EXCEEDED; others of it wait until this is through."""
    Quota.objects.bulk_create([Quota(organisation_id=organisation_id)], ignore_conflicts=True)
    row = Quota.objects.select_for_update().get(pk=organisation_id)
    _refuse_beyond(row.used + size)
    Quota.objects.filter(pk=organisation_id).update(used=F("used") + size)


def give_back(sizes: Mapping[int, int]) -> None:
    """Count bytes that companies use no longer."""
    for organisation_id, size in sorted(sizes.items()):
        Quota.objects.filter(pk=organisation_id).update(used=F("used") - size)


def refuse_what_never_fits(organisation_id: int, sizes: Iterable[int]) -> None:
    """Refuse before any byte goes into the store what is empty, too large by itself, or has no room now."""
    total = 0
    for size in sizes:
        total += size
        if not size:
            refuse("FIELD_INVALID", field="file", reason=_("it is empty"))
        if size > settings.FILE_LIMIT:
            refuse("TOO_LARGE", field="file", limit=words_of(settings.FILE_LIMIT))
    used = Quota.objects.filter(pk=organisation_id).values_list("used", flat=True).first() or 0
    _refuse_beyond(used + total)


def _refuse_beyond(used: int) -> None:
    if used > settings.STORE_QUOTA:
        refuse("QUOTA_EXCEEDED", limit=words_of(settings.STORE_QUOTA))


def words_of(size: int) -> str:
    """Return a number of bytes in the reader's words."""
    return file_size(size, locale_of(get_language() or "en"))
