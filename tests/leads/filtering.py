"""One lead that each filter finds and one that none finds, and the value by which it does."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.test import Client

from leadwright.accounts.actions import open_account
from leadwright.leads.models import (
    Category,
    Competitor,
    Lead,
    LeadType,
    OpportunityKind,
    OutcomeReason,
    Product,
    ProductOfInterest,
    Source,
    Status,
)
from leadwright.people.models import User
from tests.accounts.converting import DATA
from tests.makers import NOON, House, make_contact, make_lead, make_unit, moment, token_of

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
FAR_OFF = datetime(2190, 1, 1, tzinfo=UTC)
# The last minute of the day in Brussels, which in UTC is the day before, or the same.
LAST_MINUTE = moment("2026-06-30 23:59")


class Sorted:
    """Two leads of one unit: `wanted` has everything that can be filtered by, `other` has nothing of it."""

    def __init__(self, house: House) -> None:
        self.house = house
        contact = make_contact(house.ann, name="Quartz NV")
        self.account = open_account(contact.pk, DATA, by=house.ann, at=NOON)
        self.category, self.source = Category.objects.all()[0], Source.objects.all()[0]
        self.reason = OutcomeReason.objects.all()[0]
        self.product = Product.objects.create(code="printer", labels={"en": "Printer"}, kind="goods")
        self.competitor = Competitor.objects.create(code="rival", labels={"en": "Rival"})
        self.lost = Status.objects.filter(state="LOST")[0]
        self.kind = LeadType.objects.exclude(code="partner-lead").first() or self._another_type()
        self.unit = make_unit(house.group, "Far")
        self.wanted, self.other = make_lead(house.ann, contact=contact), make_lead(house.ann)
        Lead.objects.filter(pk=self.other.pk).update(**self.plain())
        Lead.objects.filter(pk=self.wanted.pk).update(**self.special())
        ProductOfInterest.objects.create(lead=self.wanted, product=self.product)
        Lead.competitors.through.objects.create(lead=self.wanted, competitor=self.competitor)

    def _another_type(self) -> LeadType:
        return LeadType.objects.create(
            code="own", labels={"en": "Own"}, estimate_amount=1, estimate_unit="days"
        )

    def plain(self) -> dict[str, Any]:
        """Return what no filter of the table finds."""
        dates = {"started_at": LONG_AGO, "expected_completion_at": FAR_OFF, "next_due_at": FAR_OFF}
        return dates | {"priority": 1, "importance": 1, "search": "", "gaps": []}

    def special(self) -> dict[str, Any]:
        """Return the columns of the wanted lead, written as they are, past all rules."""
        house = self.house
        dates = dict.fromkeys(("started_at", "expected_completion_at", "completed_at"), LAST_MINUTE)
        places = {"owner": house.bob, "unit": self.unit, "sender": house.vendor, "account": self.account}
        answers = {"acceptance": "ACCEPTED", "accepted_by": house.bob, "qualification": "OPPORTUNITY"}
        closed = {"status": self.lost, "state": "LOST", "lost_reason": self.reason}
        clock = {"next_due_at": None, "next_due_kind": ""}
        amount = {"target_amount": Decimal(1000), "target_currency": "EUR"}
        lists = {"type": self.kind, "category": self.category, "source": self.source}
        lists |= {"kind": OpportunityKind.objects.get(code="standard-sale")}
        lists |= {"steps": ["qualification"], "step_when_lost": "offer"}
        more = {"priority": 9, "importance": 8, "gaps": ["owner"], "search": "quartz"}
        return dates | places | answers | closed | clock | amount | lists | more

    def values(self) -> dict[str, str]:
        """Return for each filter a value that means the wanted lead, and it alone."""
        return {
            "q": "quartz",
            "type": self.kind.code,
            "sale": "true",
            "kind": "standard-sale",
            "step": "qualification,offer",
            "step_when_lost": "offer",
            "state": "LOST,WON",
            "status": self.lost.code,
            "category": self.category.code,
            "priority": "8,9",
            "importance": "8",
            "important": "true",
            "source": self.source.code,
            "owner": self.house.bob.email,
            "unit": str(self.unit.pk),
            "sender": str(self.house.vendor.pk),
            "contact": str(self.wanted.contact_id),
            "account": str(self.account.pk),
            "product": "printer",
            "competitor": "rival",
            "lost_reason": self.reason.code,
            "acceptance": "ACCEPTED",
            "qualification": "OPPORTUNITY",
            "opportunity": "true",
            "gap": "owner,contact",
            "started_from": "2026-06-30",
            "expected_to": "2026-06-30",
            "completed_from": "2026-06-30",
            "completed_to": "2026-06-30",
            "amount_from": "1000",
            "amount_to": "1000",
            "currency": "EUR",
        }


def by_api(client: Client, user: User, query: str) -> list[int]:
    """Return the numbers of the leads that the API lists."""
    answer = client.get(f"/api/v1/leads?{query}", headers={"Authorization": f"Bearer {token_of(user)}"})
    assert answer.status_code == 200, (query, answer.text)
    return [item["number"] for item in answer.json()["items"]]
