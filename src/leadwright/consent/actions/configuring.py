"""Publish new versions of wordings; the lists themselves are part of the configuration."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from leadwright.consent.facts import ConsentListExtended
from leadwright.consent.models import ConsentPurpose, Wording
from leadwright.foundation.refusals import field_error, refuse, refuse_fields
from leadwright.foundation.text import fault_in_text, trimmed
from leadwright.history.record import record
from leadwright.people.access import require
from leadwright.people.models import User

LONGEST_TEXT = 4000


@transaction.atomic
def publish_wording(purpose: str, texts: Mapping[str, str], *, by: User, at: datetime) -> list[Wording]:
    """Publish the next version of a purpose's wording, in one language or more; former versions stay."""
    require(by, "configuration.edit")
    row = ConsentPurpose.objects.select_for_update().filter(code=purpose).first()
    if row is None:
        refuse("FIELD_INVALID", field="purpose", reason=_("choose one that exists"))
    clean = _texts(texts)
    version = (row.wordings.aggregate(newest=Max("version"))["newest"] or 0) + 1
    made = [
        Wording.objects.create(purpose=row, version=version, language=language, text=text, published_at=at)
        for language, text in clean.items()
    ]
    fact = ConsentListExtended(
        kind="consent_purpose", id=row.pk, code=row.code, version=version, by=by.party(), at=at
    )
    record(fact)
    return made


def _texts(texts: Mapping[str, str]) -> dict[str, str]:
    known = dict(settings.LANGUAGES)
    clean = {language: text for language in known if (text := trimmed(texts.get(language, "")))}
    faults = [] if clean else [field_error("text_en", "FIELD_REQUIRED")]
    for language, text in clean.items():
        fault = fault_in_text(text)
        if fault or len(text) > LONGEST_TEXT:
            reason = fault or _("at most {number} characters").format(number=LONGEST_TEXT)
            faults.append(field_error(f"text_{language}", "FIELD_INVALID", reason=reason))
    refuse_fields(faults)
    return clean
