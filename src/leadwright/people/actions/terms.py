"""Write the terms and conditions: a draft that nobody else is asked about, and versions that are published for good."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.foundation.refusals import field_error, refuse, refuse_fields
from leadwright.foundation.text import fault_in_text, trimmed
from leadwright.history.record import record
from leadwright.people.access import require
from leadwright.people.actions.sign_in import publish_terms
from leadwright.people.facts import TermsDrafted, TermsDropped, TermsPublished
from leadwright.people.models import Terms, TermsDraft, User

LONGEST = 100_000


def drafted() -> TermsDraft | None:
    """Return the draft, if there is one."""
    return TermsDraft.objects.first()


@transaction.atomic
def draft_terms(texts: Mapping[str, str], *, by: User, at: datetime) -> TermsDraft:
    """Keep a text of the next version in one language or more; English is what the others fall back to."""
    require(by, "configuration.edit")
    clean = _clean(texts)
    before = TermsDraft.objects.select_for_update().filter(pk=TermsDraft.ONLY).first()
    if before is not None and before.texts == clean:
        return before
    draft = TermsDraft.objects.update_or_create(pk=TermsDraft.ONLY, defaults={"texts": clean, "at": at})[0]
    record(TermsDrafted(languages=sorted(clean), by=by.party(), at=at))
    return draft


@transaction.atomic
def drop_draft(*, by: User, at: datetime) -> None:
    """Throw the draft away; where there is none nothing happens."""
    require(by, "configuration.edit")
    if TermsDraft.objects.all().delete()[0]:
        record(TermsDropped(by=by.party(), at=at))


@transaction.atomic
def publish_draft(*, seen: datetime | None, needs_agreement: bool, by: User, at: datetime) -> Terms:
    """Put the draft in force as the next version; `seen` says which draft was looked at, so that no other goes out.

    With `needs_agreement` everybody has to agree before going on; without it only who has agreed to none yet.
    """
    require(by, "configuration.edit")
    draft = TermsDraft.objects.select_for_update().filter(pk=TermsDraft.ONLY).first()
    if draft is None:
        refuse("NO_DRAFT")
    if draft.at != seen:
        refuse("DRAFT_CHANGED")
    terms = publish_terms(draft.texts, needs_agreement=needs_agreement, at=at)
    draft.delete()
    record(
        TermsPublished(
            version=terms.version,
            needs_agreement=needs_agreement,
            languages=sorted(terms.texts),
            by=by.party(),
            at=at,
        )
    )
    return terms


def _clean(texts: Mapping[str, str]) -> dict[str, str]:
    known = dict(settings.LANGUAGES)
    clean = {language: text for language in known if (text := trimmed(texts.get(language, "")))}
    first = settings.LANGUAGE_CODE
    faults = [] if clean.get(first) else [field_error(f"text_{first}", "FIELD_REQUIRED")]
    too_long = _("at most {number} characters").format(number=LONGEST)
    for language, text in clean.items():
        fault = fault_in_text(text) or (too_long if len(text) > LONGEST else "")
        if fault:
            faults.append(field_error(f"text_{language}", "FIELD_INVALID", reason=fault))
    refuse_fields(faults)
    return clean
