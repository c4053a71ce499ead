"""Sales of the demo: opportunities that are posted, with what is asked for, each at another step of its process."""

from datetime import datetime, timedelta
from typing import Any

from leadwright.leads import actions as leads
from leadwright.leads.models import Lead
from leadwright.people.models import User
from leadwright.processes import actions as processes
from leadwright.processes.models import Instance
from leadwright.tasks import actions as tasks
from leadwright.tasks.models import Task

# Which company's opportunity, of which kind, what it asks for, and what was said when each step was done.
Line = tuple[str, str, int, str]
SALES: tuple[tuple[str, str, tuple[Line, ...], tuple[str, ...]], ...] = (
    (
        "Van Damme Logistics",
        "standard-sale",
        (
            ("lumen-a3", "goods", 14, "39200"),
            ("Installation and removal of the old devices", "service", 1, "2400"),
            ("fleet-care", "service", 1, "6600"),
        ),
        (),
    ),
    (
        "Hotel Astrid",
        "standard-sale",
        (("lumen-a3", "goods", 3, "19500"), ("Training at the reception", "service", 2, "900")),
        (
            "Met the manager; the back office decides.",
            "Offer v2 with purchase and lease side by side.",
            "Presented to both receptions; they ask for a week on trial.",
        ),
    ),
    (
        "Groep Meulenaar",
        "standard-sale",
        (("fleet-care", "service", 1, "36000"), ("Monthly report of pages", "other", 12, "")),
        ("Workshop with facility management on what the users need.", "Offer for two hundred users sent."),
    ),
    ("Notaris Baert", "by-hand", (("archive-scan", "service", 400, "16300"),), ("offer",)),
)


def fill_sales(*, at: datetime) -> int:
    """Post opportunities, and let their owners do the first steps; returns how many were posted."""
    begun = at - timedelta(days=2)
    for company, kind, lines, said in SALES:
        number, owned_by = Lead.objects.values_list("pk", "owner").get(contact__company__name=company)
        owner = User.objects.get(pk=owned_by)
        for line in lines:
            leads.add_demand(number, _line(*line), by=owner, at=begun)
        version = Lead.objects.get(pk=number).version
        leads.edit(number, {"kind": kind}, by=owner, at=begun, version=version)
        processes.post(number, by=owner, at=begun)
        _work(number, said, is_moved_by_hand=kind == "by-hand", by=owner, at=begun)
    return Instance.objects.count()


def _line(what: str, kind: str, quantity: int, amount: str) -> dict[str, Any]:
    """Return a line as somebody would enter it: a product of the catalogue by its code, anything else in words."""
    name = "text" if " " in what else "product"
    price = {"amount": amount, "currency": "EUR"} if amount else None
    return {name: what, "kind": kind, "quantity": quantity, "amount": price}


def _work(number: int, said: tuple[str, ...], *, is_moved_by_hand: bool, by: User, at: datetime) -> None:
    """Do the first steps: by their tasks, or by saying where the sale stands."""
    for place, words in enumerate(said, start=1):
        moment = at + timedelta(hours=4 * place)
        if is_moved_by_hand:
            processes.move(number, by=by, at=moment, step=words)
        else:
            task = Task.objects.open().of_lead(number).filter(process__isnull=False).get()
            tasks.complete(task.pk, {"results": words, "completed_on": moment.date()}, by=by, at=moment)
