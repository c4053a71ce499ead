"""The personal data of leads: what a person wanted, and what others wrote about it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import F, Model, Q

from leadwright.accounts import erasing as accounts
from leadwright.fields.erasing import (
    OWN_TEXT,
    answered_to,
    as_text,
    impersonal_keys,
    without_marks,
    without_personal,
)
from leadwright.fields.subjects import Subject
from leadwright.files import erasing as files
from leadwright.foundation.mentioning import holders, likely, mentions, speaking
from leadwright.foundation.personal import BLANK, Mention, Person, Place, masked
from leadwright.foundation.subqueries import among
from leadwright.history import personal as history
from leadwright.history.facts import Party as Actor
from leadwright.leads.channels import CHANNELS
from leadwright.leads.fields import MARKS, TEXTS, Side
from leadwright.leads.models import Comment, DemandLine, Interest, Lead, Note, Offer, Party, ProductOfInterest
from leadwright.leads.questions import subjects_joined_by, subjects_of_person
from leadwright.leads.searching import index
from leadwright.leads.telling import GUARDED, PRIVATE_TEXTS, sides_of_company
from leadwright.messages import erasing as messages

BESIDE: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (Comment, ("text",)),
    (Offer, ("reason",)),
    (Interest, ("description",)),
    (ProductOfInterest, ("notes",)),
    (Note, ("text",)),
    (DemandLine, ("text", "comment", "reason")),
)
PRIVATE_COLUMNS = frozenset(name for name, side in GUARDED.items() if side is Side.HANDLER)
SEARCHED = (*TEXTS, *CHANNELS, OWN_TEXT)


def places() -> list[Place]:
    """Return the places of personal data in this room."""
    columns = {f"leads_lead.{name}" for name in MARKS} | {"leads_leadfacet.value"}
    return [
        Place(
            code="leads",
            columns=frozenset(
                columns | {f"{model._meta.db_table}.{name}" for model, names in BESIDE for name in names}
            ),
            count=lambda person: own(person).count() + touched(person).count(),
            show=_show,
            erase=_erase,
            hold=hold,
            mentions=_mentions,
        ),
        files.place(subjects_of, joined_subjects),
        messages.place(subjects_of, joined_subjects),
        history.place(subjects_of, private=PRIVATE_TEXTS),
    ]


def subjects_of(person: Person) -> Mapping[str, set[int]]:
    """Return what history may tell of the person alone: the contacts, their accounts, the leads about them."""
    return {
        "account": set(accounts.own(person).values_list("pk", flat=True)),
        "contact": set(person.contacts),
        "lead": set(own(person).values_list("pk", flat=True)),
        **subjects_of_person(person),
    }


def own(person: Person) -> Any:
    """Return the leads that are about the person, deleted ones too."""
    return Lead.objects.filter(contact__in=person.contacts)


def naming(person: Person) -> Any:
    """Return the other leads of the same company whose texts name the person by an address or a number."""
    texts = holders(_likely(person), SEARCHED, person).values_list("pk")
    beside = (
        holders(_likely_beside(model, names, person), names, person).values_list("lead")
        for model, names in BESIDE
    )
    return _others(person).filter(_any_of(texts, *beside))


def speaking_of(person: Person) -> Any:
    """Return the other leads of the same company that name the person in any writing: they may mean a namesake."""
    texts = speaking(_likely(person), (*TEXTS, *CHANNELS), person).values_list("pk")
    beside = (
        speaking(_likely_beside(model, names, person), names, person).values_list("lead")
        for model, names in BESIDE
    )
    return _others(person).filter(_any_of(texts, *beside)).exclude(deleted_at__isnull=False)


def _any_of(*keys: Any) -> Q:
    """Return the condition that a lead is one of those whose keys some lists of rows hold."""
    return reduce(or_, (Q(among("pk", rows)) for rows in keys if not rows.query.is_empty()), Q(pk__in=[]))


def _others(person: Person) -> Any:
    home = person.organisation
    at_home = Q(origin=home) | Q(organisation=home) | Q(sender=home)
    return Lead.objects.alias(own_text=as_text()).filter(at_home).exclude(contact__in=person.contacts)


def _likely(person: Person) -> Any:
    return likely(_others(person), SEARCHED, person)


def _likely_beside(model: type[Model], names: Sequence[str], person: Person) -> Any:
    return likely(model._default_manager.all(), names, person)


def _written_at_home(model: type[Model], names: Sequence[str], person: Person) -> Any:
    """Return what the company itself wrote beside leads about others, or about leads that are its own."""
    rows = _likely_beside(model, names, person)
    if rows.query.is_empty():
        return rows
    rows = rows.filter(lead__in=_own_work(person).values("pk"))
    return rows.filter(organisation=person.organisation) if model in (Comment, Note) else rows


def _own_work(person: Person) -> Any:
    home = person.organisation
    rows = Lead.objects.filter(Q(origin=home) | Q(organisation=home), deleted_at=None)
    return rows.exclude(contact__in=person.contacts)


def _mentions(person: Person) -> list[Mention]:
    """Return the texts of the company's leads about others that name the person."""
    likely_rows = _likely(person)
    texts = likely_rows if likely_rows.query.is_empty() else _own_work(person).filter(pk__in=likely_rows)
    result = mentions(texts, TEXTS, person, of="contact", lead="pk")
    for model, names in BESIDE:
        rows = _written_at_home(model, names, person)
        result += mentions(rows, names, person, of="lead__contact", lead="lead")
    return result


def _empty_chosen(person: Person, *, at: datetime) -> None:
    """Empty the texts that were chosen, as far as they name the person."""
    for name, number in person.also_in("leads_lead"):
        rows = speaking(Lead.objects.filter(pk=number), [name], person)
        rows.update(**{name: ""}, updated_at=at, version=F("version") + 1)
    for model, names in BESIDE:
        for column, number in person.also_in(model._meta.db_table):
            rows = _written_at_home(model, names, person).filter(lead=number)
            for pk in speaking(rows, [column], person).values_list("pk", flat=True):
                _put(model, column, pk, "")
    for lead in _chosen(person).select_related("contact__company"):
        index(lead)


def _chosen(person: Person) -> Any:
    return Lead.objects.filter(pk__in={row.lead for row in person.also if row.lead})


def joined(person: Person) -> Any:
    """Return the leads about somebody else in which the person takes part."""
    lines = Party.objects.filter(Q(person__in=person.contacts) | Q(company__in=person.contacts))
    return Lead.objects.filter(pk__in=lines.values("lead")).exclude(contact__in=person.contacts)


def joined_subjects(person: Person) -> Mapping[str, Any]:
    """Return the leads about somebody else in which the person takes part, and what the rooms above have of such."""
    return {"lead": joined(person).values("pk"), **subjects_joined_by(person)}


def touched(person: Person) -> Any:
    """Return the leads of others of which an erasure masks the texts."""
    return Lead.objects.filter(_any_of(naming(person).values_list("pk"), joined(person).values_list("pk")))


def hold(person: Person) -> None:
    """Lock all leads that an erasure changes, by number, after the contacts: as every verb does."""
    about = Q(pk__in=own(person).values("pk")) | Q(pk__in=touched(person).values("pk"))
    about |= Q(pk__in=_chosen(person).values("pk"))
    list(Lead.objects.filter(about).order_by("pk").select_for_update(of=("self",)).values_list("pk"))


def _show(person: Person) -> list[Mapping[str, Any]]:
    rows = own(person).select_related("status", "source", "organisation").order_by("pk")
    rows = rows.prefetch_related("interests", "offers", "products__product", "notes", "comments", "demand")
    return [
        {
            "number": row.pk,
            "status": row.status.code,
            "source": row.source.code if row.source else None,
            "handled_by": row.organisation.name if row.organisation else None,
            "started_at": row.started_at.isoformat(),
            **{
                name: getattr(row, name)
                for name in (*TEXTS, *CHANNELS)
                if _is_known(name, row, person.organisation)
            },
            "fields": answered_to(
                row.own_fields,
                Subject.LEAD,
                person.organisation,
                sides=sides_of_company(person.organisation, row),
            ),
            **_own_words(row, person.organisation),
            "interests": [interest.description for interest in row.interests.all()],
            "products": [
                {"product": product.product.code, "notes": product.notes} for product in row.products.all()
            ],
            "demand": _demand(row, person.organisation),
        }
        for row in rows
    ]


def _demand(lead: Lead, organisation: int | None) -> list[dict[str, str]]:
    """Return the words of the demand, as far as the company that answers works the lead."""
    if organisation is not None and Side.HANDLER not in sides_of_company(organisation, lead):
        return []
    return [{"text": row.text, "comment": row.comment, "reason": row.reason} for row in lead.demand.all()]


def _is_known(name: str, lead: Lead, organisation: int | None) -> bool:
    """Tell whether a text of a lead is known to the company that answers: some are the handling side's alone."""
    if organisation is None or name not in PRIVATE_COLUMNS:
        return True
    return Side.HANDLER in sides_of_company(organisation, lead)


def _own_words(lead: Lead, organisation: int | None) -> dict[str, list[str]]:
    """Return comments, notes and reasons as far as they are the company's that answers, or shared with it."""
    sent = organisation in (None, lead.origin_id, lead.sender_id)
    return {
        "comments": [row.text for row in lead.comments.all() if organisation in (None, row.organisation_id)],
        "notes": [
            row.text for row in lead.notes.all() if organisation is None or row.is_open_to(organisation)
        ],
        "offers": [row.reason for row in lead.offers.all() if row.reason and sent],
    }


def _erase(person: Person, *, by: Actor, at: datetime) -> int:
    """Take the texts of the person's leads, and the person's addresses and numbers out of those of others."""
    del by
    _empty_chosen(person, at=at)
    numbers = list(own(person).select_for_update().order_by("pk").values_list("pk", flat=True))
    for model, name in _texts_beside():
        rows = model._default_manager.filter(lead__in=numbers).exclude(**{name: ""})
        if model is not Note:
            rows.update(**{name: ""})
    for pk in Note.objects.filter(lead__in=numbers).exclude(text="").values_list("pk", flat=True):
        _put(Note, "text", pk, "")
    blank = dict.fromkeys((*TEXTS, *CHANNELS, "external_key"), "") | {"contact_sort": BLANK}
    Lead.objects.filter(pk__in=numbers).update(**blank, updated_at=at, version=F("version") + 1)
    impersonal = impersonal_keys(Subject.LEAD)
    for lead in Lead.objects.filter(pk__in=numbers).select_related("contact"):
        former, lead.own_fields = lead.own_fields, without_personal(lead.own_fields, impersonal)
        if lead.own_fields != former:
            Lead.objects.filter(pk=lead.pk).update(own_fields=lead.own_fields)
        index(lead)
    return len(numbers) + sum(_mask(lead, person, at=at) for lead in list(touched(person).order_by("pk")))


def _mask(lead: Lead, person: Person, *, at: datetime) -> int:
    marks = person.marks()
    data = {name: masked(getattr(lead, name), marks) for name in TEXTS}
    channels = {name: getattr(lead, name) for name in CHANNELS}
    data |= {name: "" for name, value in channels.items() if masked(value, marks) != value}
    own = without_marks(lead.own_fields, marks)
    Lead.objects.filter(pk=lead.pk).update(**data, own_fields=own, updated_at=at, version=F("version") + 1)
    for model, name in _texts_beside():
        rows = model._default_manager.filter(lead=lead).exclude(**{name: ""})
        for pk, text in rows.values_list("pk", name):
            _put(model, name, pk, masked(text, marks))
    index(Lead.objects.select_related("contact__company").get(pk=lead.pk))
    return 1


def _texts_beside() -> Iterator[tuple[type[Model], str]]:
    return ((model, name) for model, names in BESIDE for name in names)


def _put(model: type[Model], name: str, pk: int, text: str) -> None:
    """Store what is left of a text; notes can only be added, and the database itself masks them."""
    if model is Note:
        with connection.cursor() as cursor:
            cursor.execute("SELECT leads_mask_note(%s, %s)", [pk, text])
    else:
        model._default_manager.filter(pk=pk).update(**{name: text})
