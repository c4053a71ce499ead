"""Hostile values on pages: stored exactly, or refused at their field with what was typed; never emptied silently."""

import re
from html import unescape
from typing import Any

import pytest

from leadwright.contacts.models import Contact
from leadwright.fields.models import OwnField
from leadwright.leads.models import Lead
from tests.conftest import PROVE
from tests.fields.hostile import KINDS, TEXTS, choices_for, is_exactly, is_typed, some, stored
from tests.fields.test_hostile_values import field_on, row_on
from tests.fields.test_pages import form_of, signed_in
from tests.fields.test_settings import NEW
from tests.makers import House, fresh, make_contact, make_lead
from tests.web.test_bulk import PAGE as BULK
from tests.web.test_bulk import picked

# What is chosen from a list is named in the fault: the control cannot show what it does not offer.
NAMED = re.compile("Check “(Mine|field.mine)")
CHOSEN = ("boolean", "choice", "choices", "user")
# None of them is like another.
NAMES = ("Quartz", "Birch Mill", "Volkov", "Zenith", "Oyster Bay", "Hjelm", "Tumbleweed", "Dnipro")
PLACES = {"lead": "/leads/{}/edit/", "contact": "/contacts/{}/edit/", "account": "/customers/{}/edit/"}
FIRST: dict[str, Any] = {
    "text": "before",
    "long_text": "before",
    "url": "https://before.example",
    "integer": 7,
    "decimal": "7.5",
    "money": {"amount": "7.00", "currency": "EUR"},
    "date": "2026-03-12",
    "datetime": "2026-03-12T09:00:00+00:00",
    "boolean": True,
}


def refused_at(text: str, kind: str, typed: str, name: str = "fields.mine") -> bool:
    """Tell whether a page says a fault at a field, and still shows what was typed there."""
    begun = re.search(rf'<(?:input|textarea|select)[^>]*name="{re.escape(name)}"[^>]*>', text)
    place = text if begun is None else text[begun.start() :]
    part = unescape(place.partition('class="field')[0])
    is_said = "fault" in part or "error" in part
    shown = typed.replace("\r\n", "\n").strip("\u200b").strip()
    return is_said and (kind in CHOSEN or shown in part.replace("\r\n", "\n"))


def form_on(subject: str, row: Any) -> dict[str, str]:
    """Return what the form of a row sends when nothing is changed."""
    if subject == "lead":
        return form_of(row) | {"version": str(fresh(row).version)}
    row.refresh_from_db()
    if subject == "contact":
        typed = {"kind": "company", "name": row.name, "email_0": row.email, "email_main": "0"}
        return typed | {"phone_main": "0", "version": str(row.version)}
    names = ("name", "email", "country", "currency")
    return {f"account_{name}": getattr(row, name) for name in names} | {"version": str(row.version)}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("subject", PLACES)
def test_a_form_stores_exactly_what_was_typed_or_says_what_is_wrong(house, talk, subject, kind) -> None:
    field, row, page = field_on(talk, house, subject, kind), row_on(house, subject), signed_in(house.dina)
    first = {str(field.pk): FIRST[kind]} if kind in FIRST else {}
    address = PLACES[subject].format(row.pk)
    for text in some((*TEXTS, "yes", "normal"), kind, 3 if subject == "lead" else 8):
        type(row).objects.filter(pk=row.pk).update(own_fields=first)
        answer = page.post(address, form_on(subject, row) | {"fields.mine": text})
        row.refresh_from_db()
        assert answer.status_code in (303, 422), (text[:40], answer.status_code)
        if answer.status_code == 303:
            assert is_typed(kind, stored(field, row.own_fields), text), (text[:40], row.own_fields)
        else:
            assert row.own_fields == first, text[:40]
            assert refused_at(answer.content.decode(), kind, text), text[:40]


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31T23:59", "2026-03-12T09:00:00.1234567"])
def test_a_moment_that_cannot_be_kept_is_refused_at_its_field(house: House, talk, text: str) -> None:
    field_on(talk, house, "lead", "datetime")
    lead = make_lead(house.dina)
    answer = signed_in(house.dina).post(
        f"/leads/{lead.pk}/edit/", form_on("lead", lead) | {"fields.mine": text}
    )
    assert (answer.status_code, fresh(lead).own_fields) == (422, {})
    assert refused_at(answer.content.decode(), "datetime", text)


@pytest.mark.parametrize("kind", KINDS if PROVE else KINDS[::3])
def test_a_new_contact_has_exactly_what_was_typed_or_is_not_made(house: House, talk, kind: str) -> None:
    field, page = field_on(talk, house, "contact", kind), signed_in(house.dina)
    typed = {"kind": "company", "email_main": "0", "phone_main": "0"}
    for place, text in enumerate(some(TEXTS, kind, 6)):
        number = Contact.objects.count()
        name = NAMES[place % len(NAMES)] * (1 + place // len(NAMES))
        own = {"name": name, "email_0": f"{place}@{place}.example", "fields.mine": text}
        answer = page.post("/contacts/new/", typed | own)
        assert (answer.status_code, Contact.objects.count() - number) in ((303, 1), (422, 0)), text[:40]
        if answer.status_code == 303:
            assert is_typed(kind, stored(field, Contact.objects.latest("pk").own_fields), text), text[:40]
        else:
            assert refused_at(answer.content.decode(), kind, text), text[:40]


@pytest.mark.parametrize("kind", KINDS if PROVE else KINDS[1::3])
def test_a_new_lead_has_exactly_what_was_typed_or_is_not_made(house: House, talk, kind: str) -> None:
    field, page, contact = (
        field_on(talk, house, "lead", kind),
        signed_in(house.dina),
        make_contact(house.dina),
    )
    address = f"/leads/new/details/?contact={contact.pk}"
    typed = {
        "type": "partner-lead",
        "description": "x",
        "priority": "5",
        "importance": "3",
        "confirm_new": "1",
    }
    for text in some(TEXTS, kind, 6):
        number = Lead.objects.count()
        address = f"/leads/new/details/?contact={make_contact(house.dina).pk}"
        answer = page.post(address, typed | {"fields.mine": text})
        assert (answer.status_code, Lead.objects.count() - number) in ((303, 1), (422, 0)), text[:40]
        if answer.status_code == 303:
            assert is_typed(kind, stored(field, Lead.objects.latest("pk").own_fields), text), text[:40]
        else:
            assert refused_at(answer.content.decode(), kind, text), text[:40]


@pytest.mark.parametrize("kind", KINDS)
def test_several_leads_get_exactly_what_was_typed_or_keep_what_they_have(house: House, talk, kind) -> None:
    field, page = field_on(talk, house, "lead", kind), signed_in(house.dina)
    lead, first = make_lead(house.dina), {str(field.pk): FIRST[kind]} if kind in FIRST else {}
    for text in some(TEXTS, kind, 6):
        Lead.objects.filter(pk=lead.pk).update(own_fields=first)
        lead.refresh_from_db()
        sent = {"verb": "field", "lead": picked(lead), "field": "mine", "fields.mine": text}
        answer = page.post(BULK, sent)
        lead.refresh_from_db()
        held = stored(field, lead.own_fields)
        assert answer.status_code in (200, 422), (text[:40], answer.status_code)
        if answer.status_code == 200:
            assert "Done with 1 lead." in answer.content.decode(), text[:40]
            assert held is not None, text[:40]
            assert is_typed(kind, held, text), (text[:40], held)
        else:
            assert lead.own_fields == first
            assert refused_at(answer.content.decode(), kind, text), text[:40]


@pytest.mark.parametrize("kind", KINDS)
def test_a_default_is_kept_as_it_was_typed_or_refused_at_its_field(house: House, talk, kind: str) -> None:
    field, page = field_on(talk, house, "lead", kind), signed_in(house.dina)
    typed = {name: text for name, text in NEW.items() if name not in ("subject", "kind", "owner", "choices")}
    typed |= {"choices": "normal = Normal\nreverse = Reverse"} if choices_for(kind) else {}
    typed |= {"filterable": "on"} if kind != "long_text" else {"filterable": ""}
    for text in some(TEXTS, kind):
        field.refresh_from_db()
        before = field.default
        answer = page.post(
            f"/company/fields/{field.pk}/", typed | {"version": field.version, "default": text}
        )
        field.refresh_from_db()
        assert answer.status_code in (303, 422), (text[:40], answer.status_code)
        if answer.status_code == 303:
            held = stored(field, {str(field.pk): field.default})
            assert _is_default(kind, held, text), (text[:40], held)
        else:
            assert field.default == before
            assert refused_at(answer.content.decode(), kind, text, "default"), text[:40]


def _is_default(kind: str, held: Any, text: str) -> bool:
    if kind == "choices" and held is not None:
        return sorted(held) == sorted({part.strip() for part in text.split(",")})
    return is_typed(kind, held, text)


@pytest.mark.parametrize("name", ["label_en", "help_en", "section_en", "unit", "choices", "key"])
def test_what_a_field_is_called_is_kept_as_it_was_typed_or_refused_at_its_place(house, name: str) -> None:
    page = signed_in(house.dina)
    for text in TEXTS:
        number = OwnField.objects.count()
        typed = NEW | {"key": f"key_{number}", name: text}
        answer = page.post("/company/fields/new/", typed)
        made = OwnField.objects.count() - number
        assert (answer.status_code, made) in ((303, 1), (422, 0)), (text[:40], answer.status_code)
        if made == 0:
            assert refused_at(answer.content.decode(), "text", text, name), text[:40]
        elif name not in ("choices", "key"):
            row = OwnField.objects.latest("pk")
            rows = {"label": row.labels, "help": row.helps, "section": row.sections, "unit": {"en": row.unit}}
            assert is_exactly("text", rows[name.removesuffix("_en")].get("en") or None, text), text[:40]


@pytest.mark.parametrize("subject", PLACES)
def test_a_list_is_narrowed_by_what_was_typed_or_says_what_is_wrong(house: House, talk, subject) -> None:
    kinds = [kind for kind in KINDS if kind != "long_text"]
    for kind in kinds if PROVE else kinds[len(subject) % 4 :: 4]:
        OwnField.objects.all().delete()
        field_on(talk, house, subject, kind)
        list_of, page = f"/{subject}s/".replace("account", "customer"), signed_in(house.dina)
        for text in some(TEXTS, kind, 8):
            answer = page.get(list_of, {"field.mine": text[:5000]})
            assert answer.status_code in (200, 400), (kind, text[:40])
            assert answer.status_code == 200 or NAMED.search(answer.content.decode()), text[:40]
