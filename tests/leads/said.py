"""What people say with each verb in a life of leads that is made up at random."""

from collections.abc import Callable
from typing import Any

from leadwright.leads.lifecycle import Verb
from leadwright.leads.models import Lead
from leadwright.leads.rulebook import Rulebook
from leadwright.leads.states import State
from leadwright.people.models import User
from tests.accounts.converting import DATA
from tests.files.attaching import incoming


class Said:
    """What somebody says with a verb; `place` chooses among what can be said, `lucky` says it right."""

    def __init__(self, life: Any, lead: Lead, by: User, place: int, lucky: bool) -> None:
        self.life, self.lead, self.by, self.place, self.lucky = life, lead, by, place, lucky

    def with_verb(self, verb: Verb) -> dict[str, Any]:
        """Return the arguments of a verb."""
        said: Callable[[], dict[str, Any]] = getattr(self, f"_{verb.value}", dict)
        return said()

    def _status(self, state: State) -> str | None:
        """Return the code of a status that a form would offer, or none."""
        paths = Rulebook(self.lead.type, self.by).next_from(self.lead, state)
        return paths[self.place % len(paths)].code if paths else None

    def _offer(self) -> dict[str, Any]:
        house = self.life.house
        whom = [{"unit": house.u1.pk}, {"organisation": house.south.pk}, {"user": house.bob.email}]
        return [*whom, {"unit": house.u2.pk}, {"unit": house.u1.pk}, {}][self.place]

    def _qualify(self) -> dict[str, Any]:
        outcome = ("opportunity", "nurture", "opportunity", "invalid")[self.place % 4]
        owner = (self.lead.owner or self.by) if self.lucky else self.by
        data = {"outcome": outcome, "reason": "nonsense", "description": "wants two"}
        return data | {"contact": self.lead.contact_id, "owner": owner.email}

    def _start(self) -> dict[str, Any]:
        return {"status": self._status(State.IN_PROGRESS)}

    def _cancel(self) -> dict[str, Any]:
        return {"status": self._status(State.CANCELLED)}

    def _win(self) -> dict[str, Any]:
        account = DATA if self.place else None
        return self._deal() | {"status": self._status(State.WON), "account": account}

    def _lose(self) -> dict[str, Any]:
        return self._deal() | {"status": self._status(State.LOST), "reason": "price"}

    def _deal(self) -> dict[str, Any]:
        value = {"amount": "900" if self.lucky else "10", "currency": "EUR"}
        return {"deal_segment": "office", "deal_types": ["printer"], "deal_value": value}

    def _convert(self) -> dict[str, Any]:
        return {"account": DATA if self.lucky else None}

    def _assign(self) -> dict[str, Any]:
        owner = self.life.user(self.life.people[self.place]).email
        return {"owner": owner} if self.lucky else {"unit": self.life.house.u1.pk}

    def _extend(self) -> dict[str, Any]:
        return {"description": "and more" if self.lucky else ""}

    def _note(self) -> dict[str, Any]:
        return {"data": {"text": "called back" if self.lucky else "", "shared": self.place > 2}}

    def _communicate(self) -> dict[str, Any]:
        medium = ("email", "letter")[self.place % 2]
        return {
            "data": {"medium": medium, "subject": "Hello", "body": "Hi #contact_name" if self.lucky else ""}
        }

    def _attach(self) -> dict[str, Any]:
        return {"data": [incoming(content=b"x" if self.lucky else b"")], "shared": self.place > 2}

    def _delete(self) -> dict[str, Any]:
        return {"version": self._version()}

    def _version(self) -> int:
        return self.lead.version if self.lucky or self.place % 2 else self.lead.version - 1

    def _edit(self) -> dict[str, Any]:
        status = self._status(State(self.lead.state))
        if status is None or self.lead.is_waiting:
            status = self.lead.status.code
        data: dict[str, Any] = [
            {"status": status},
            {"description": f"wants {self.life.at}"},
            {"contact": {"id": self.life.contact(self.by, self.place).pk}},
            {"success_rate": 30, "target_amount": {"amount": "500", "currency": "EUR"}},
            {"status": status, "source": "web"},
            {"contact": {"id": self.life.contacts[0].pk}},
        ][self.place]
        return {"data": data, "version": self._version()}
