"""What the demo's leads hold beside their fields: a catalogue, products of interest, teams, competitors, notes."""

from dataclasses import replace
from datetime import datetime

from leadwright.leads import actions as leads
from leadwright.leads.actions.configuring import change
from leadwright.leads.configuration.blueprint import Blueprint, Entry
from leadwright.people.models import User

PRODUCTS = (
    ("lumen-a4", "Lumen A4 desk printer", "Lumen A4-bureauprinter", "goods"),
    ("lumen-a3", "Lumen A3 multifunctional", "Lumen A3-multifunctional", "goods"),
    ("lumen-press", "Lumen production press", "Lumen-productiepers", "goods"),
    ("archive-scan", "Archive scanning", "Archief scannen", "service"),
    ("fleet-care", "Fleet care contract", "Onderhoudscontract", "service"),
)
COMPETITORS = (
    ("office-direct", "Office Direct", "Office Direct"),
    ("print-works", "Printworks", "Printworks"),
    ("copy-lease", "CopyLease", "CopyLease"),
)
CATEGORIES = ("business-customer", "business-customer", "business-partner")
WISHES = (
    ("lumen-a3", "Must fold and staple; asks for a trial of two weeks."),
    ("fleet-care", "Wants one contract for all sites, with a reaction time of four hours."),
    ("archive-scan", "About 400 binders; part of them may not leave the building."),
    ("lumen-a4", ""),
)
NOTES = (
    ("Reception says to call before ten; Wednesday is closed.", False),
    ("They compare us with a lease of five years. The price of colour decides.", False),
    ("Customer asked for a reference in the same sector; could you name one?", True),
)


def enter_catalogue(by: User, *, at: datetime) -> None:
    """Enter goods, services and competitors, as an administrator would."""

    def edit(old: Blueprint) -> Blueprint:
        rows = [
            Entry(code=code, labels={"en": name, "nl": dutch}, kind=kind)
            for code, name, dutch, kind in PRODUCTS
        ]
        rivals = [Entry(code=code, labels={"en": name, "nl": dutch}) for code, name, dutch in COMPETITORS]
        named = tuple(rival.code for rival in rivals)
        definitions = [
            replace(definition, competitors=named) if definition.is_active else definition
            for definition in old.definitions
        ]
        new = old.with_rows("products", (*old.products, *rows))
        new = new.with_rows("competitors", (*old.competitors, *rivals))
        return replace(new, definitions=tuple(definitions))

    change(edit, by=by, at=at)


def name_product(number: int, place: int, *, by: User, at: datetime) -> None:
    """Note what the customer is interested in, on two leads of three."""
    if place % 3 == 2:
        return
    for code, notes in [WISHES[(place + step) % 4] for step in range(1 + place % 2)]:
        leads.add_product(number, {"product": code, "notes": notes}, by=by, at=at)


def fill(number: int, place: int, *, by: User, helper: User | None, at: datetime) -> None:
    """Put a colleague on the team, name competitors, and write notes, more on some leads than on others."""
    if helper is not None and place % 3 == 0:
        leads.add_member(number, helper.email, by=by, at=at)
    if place % 2 == 0:
        leads.add_competitor(number, COMPETITORS[place % 3][0], by=by, at=at)
    for text, shared in NOTES[: place % 4]:
        leads.write_note(number, {"text": text, "shared": shared}, by=by, at=at)
