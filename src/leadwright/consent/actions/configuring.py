"""Extend the lists: senders, purposes, and new versions of wordings."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from leadwright.consent.facts import ConsentListExtended
from leadwright.consent.models import ConsentPurpose, ConsentSender, Wording
from leadwright.foundation.refusals import field_error, refuse, refuse_fields
from leadwright.foundation.text import fault_in_line, fault_in_text, trimmed
from leadwright.history.record import record
from leadwright.people.access import require
from leadwright.people.models import User

LONGEST_LABEL = 100
LONGEST_TEXT = 4000


@transaction.atomic
def add_sender(labels: Mapping[str, str], *, by: User, at: datetime) -> ConsentSender:
    """Add a sender; `labels` holds its name in each language, English first of all."""
    require(by, "configuration.edit")
    row = ConsentSender(labels=_labels(labels), code=_code(labels), position=ConsentSender.objects.count())
    _add(row)
    record(ConsentListExtended(kind="consent_sender", id=row.pk, code=row.code, by=by.party(), at=at))
    return row


@transaction.atomic
def add_purpose(labels: Mapping[str, str], *, by: User, at: datetime) -> ConsentPurpose:
    """Add a purpose; somebody can be asked about it once it has a wording."""
    require(by, "configuration.edit")
    row = ConsentPurpose(labels=_labels(labels), code=_code(labels), position=ConsentPurpose.objects.count())
    _add(row)
    record(ConsentListExtended(kind="consent_purpose", id=row.pk, code=row.code, by=by.party(), at=at))
    return row


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


def _add(row: ConsentSender | ConsentPurpose) -> None:
    """Insert a row; the unique code has the last word."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        refuse("NAME_TAKEN", field="label_en")


def _code(labels: Mapping[str, str]) -> str:
    code = slugify(labels.get("en", ""))[:60]
    if not code:
        refuse("FIELD_INVALID", field="label_en", reason=_("use letters or digits"))
    return code


def _labels(labels: Mapping[str, str]) -> dict[str, str]:
    clean = {language: trimmed(labels.get(language, "")) for language, _name in settings.LANGUAGES}
    faults = [] if clean["en"] else [field_error("label_en", "FIELD_REQUIRED")]
    for language, label in clean.items():
        fault = fault_in_line(label)
        if fault or len(label) > LONGEST_LABEL:
            reason = fault or _("at most {number} characters").format(number=LONGEST_LABEL)
            faults.append(field_error(f"label_{language}", "FIELD_INVALID", reason=reason))
    refuse_fields(faults)
    return {language: label for language, label in clean.items() if label}


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
