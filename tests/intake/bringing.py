"""Two files of different shapes with made-up deals, and the way to bring them in."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from leadwright.foundation.refusals import Refused
from leadwright.intake.actions import import_file
from leadwright.intake.choices import choose_columns
from leadwright.intake.imports import put_up, replay, run
from leadwright.intake.models import Import, ImportRow
from leadwright.intake.own_columns import Columns
from leadwright.intake.receiving import Received
from leadwright.intake.working import work_off
from leadwright.leads.models import Lead
from leadwright.people.models import User
from tests.makers import NOON

DEALS = """opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
A1,Mia Stone,GTXPro,Harbour Light,Won,10/20/2016,3/1/2017,4821
A2,Mia Stone,MG Special,Harbour Light,Won,11/04/2016,4/12/2017,55
A3,Otto Reed,GTX Pro,Quiet Mill,Lost,1/31/2017,12/2/2017,0
A4,Otto Reed,MG Special,Quiet Mill,Engaging,2/9/2017,,
A5,Otto Reed,MG Special,,Engaging,2/9/2017,,
A6,Mia Stone,GTX Pro,,Prospecting,,,
"""
ACCOUNTS = """account,sector,year_established,revenue,employees,office_location,subsidiary_of
Harbour Light,retail,1996,1100.04,2822,United States,
Quiet Mill,medical,2012,587.34,1356,Philipines,Harbour Light
Never Asked,medical,2012,587.34,1356,Belgium,
"""
PRODUCTS = """product,series,sales_price
GTX Pro,GTX,4821
MG Special,MG,55
"""
SELLERS = """sales_agent,manager,regional_office
Mia Stone,Dora Field,Central
Otto Reed,Karl Wood,East
Una Idle,Karl Wood,East
"""
BESIDE = {"accounts.csv": ACCOUNTS, "products.csv": PRODUCTS, "sellers.csv": SELLERS}
BROKEN = "A7,Otto Reed,GTX Pro,,Sleeping,not a day,,\n"
GERMAN = """Vorgang;Betreuer;Firma;Ansprechpartner;E-Mail;Telefon;Land;Stand;Angelegt am;Abschluss am;Betrag;Chance
V-1;joerg@haus.example;Müller & Söhne;Änne Groß;aenne@mueller.example;089 123456;Deutschland;gewonnen;31.12.2024;02.03.2025;1.234,50 €;100 %
V-2;joerg@haus.example;Zoë Café;;;;Österreich;offen;05.02.2025;30.06.2026;20.000;40 %
V-3;;Ohne Betreuer;;;keine;Belgien;verloren;05.02.2025;06.02.2025;500;0 %
"""  # noqa: E501 - a line of a file is one line
GERMAN_MAPPING = """
title = "Vorgänge"
owners = "make"
signature = ["Vorgang", "Betreuer", "Stand", "Angelegt am"]

[fields]
key = { column = "Vorgang" }
"owner.email" = { column = "Betreuer" }
"company.name" = { column = "Firma" }
"company.country" = { column = "Land" }
"company.phone" = { column = "Telefon" }
"person.name" = { column = "Ansprechpartner" }
"person.email" = { column = "E-Mail" }
"person.phone" = { column = "Telefon" }
description = { lines = ["Vorgang {Vorgang} bei {Firma}"] }
started_at = { column = "Angelegt am", format = "%d.%m.%Y" }
completed_at = { column = "Abschluss am", format = "%d.%m.%Y" }
expected_completion_at = { column = "Abschluss am", format = "%d.%m.%Y" }
amount = { column = "Betrag", decimal = "," }
success_rate = { column = "Chance" }

[fields.status]
column = "Stand"
values = { offen = "in-contact", gewonnen = "closed-won", verloren = "closed-lost" }
"""


class Folder:
    """A folder that a file comes from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.main = folder / "deals.csv"
        self.mapping: Path | None = None

    def put(self, text: str, *, name: str = "deals.csv", encoding: str = "utf-8") -> None:
        """Write a file into the folder."""
        (self.folder / name).write_bytes(text.encode(encoding, "surrogatepass"))

    def bring(self, *, by: User | None = None, at: datetime = NOON, **more: Any) -> str:
        """Bring the file in, and return what is printed."""
        report = import_file(self.main, by=by, at=at, mapping=self.mapping, **more)
        return "\n".join(report.lines())


class English(Folder):
    """Opportunities with accounts, products and sellers beside them."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.put(DEALS)
        for name, text in (("a.csv", ACCOUNTS), ("b.csv", PRODUCTS), ("c.csv", SELLERS)):
            self.put(text, name=name)


class German(Folder):
    """Other headers, separator, dates, encoding and stages, and nothing beside."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.put(GERMAN, encoding="cp1252")
        self.mapping = folder / "german.toml"
        self.put(GERMAN_MAPPING, name="german.toml")


def waiting() -> list[ImportRow]:
    """Return the rows in quarantine, in the order of their lines."""
    return list(ImportRow.objects.waiting())


def worked(row: Import, *, at: datetime = NOON) -> Import:
    """Let a worker go on with an import, and return what became of it."""
    work_off(row.pk, now=lambda: at)
    return Import.objects.get(pk=row.pk)


def checked(file: Received, beside: Sequence[Received] = (), *, by: User, **more: Any) -> Import:
    """Put a file up, and let a worker check it; one that is refused by the worker is refused here."""
    return _ended(put_up(file, beside, by=by, **{"currency": "EUR", "at": NOON} | more))


def with_columns(pk: int, columns: Columns, *, by: User, at: datetime = NOON) -> Import:
    """Say what the columns of a checked file are, and let a worker check it anew."""
    return _ended(choose_columns(pk, columns, by=by, at=at))


def let_in(pk: int, *, by: User, at: datetime = NOON) -> Import:
    """Let a worker bring in what was checked."""
    return _ended(run(pk, by=by, at=at))


def again(pk: int, *, by: User, at: datetime = NOON) -> Import:
    """Let a worker read the refused rows of an import again."""
    return _ended(replay(pk, by=by, at=at))


def _ended(row: Import) -> Import:
    row = worked(row)
    if row.failure:
        raise Refused(row.failure["code"], field=row.failure.get("field") or None)
    return row


def worked_off(answer: Any) -> Any:
    """Let a worker go on with all imports that are under way."""
    for row in Import.objects.in_progress():
        worked(row)
    return answer


def brought(key: str) -> Lead:
    """Return a lead by its key elsewhere."""
    return Lead.objects.with_rules().get(external_key=key)
