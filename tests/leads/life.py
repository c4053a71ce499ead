"""A machine that lives the life of leads at random, under random rules, and compares after every step."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from leadwright.accounts.models import Account
from leadwright.clocks.models import Clock
from leadwright.contacts import actions as contact_actions
from leadwright.contacts.models import Contact, Loan
from leadwright.foundation.refusals import Refused
from leadwright.history.facts import SYSTEM
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.actions.configuring import replaced
from leadwright.leads.configuration.blueprint import Blueprint
from leadwright.leads.figures import figures
from leadwright.leads.lifecycle import Verb, allowed_actions
from leadwright.leads.models import Interest, Lead, Offer, Party, TypeStatus
from leadwright.leads.rulebook import Rulebook
from leadwright.leads.states import FINAL, OPEN, State
from leadwright.messages.models import Message
from leadwright.people.access import reaches
from leadwright.people.models import User
from tests.accounts.converting import DATA
from tests.leads.random_rules import TYPES, blueprints
from tests.makers import NOON, House, make_contact

PEOPLE = ("ann", "bob", "adm", "nina", "dina", "cas")
TABLES = (Lead, Offer, Party, Interest, Account, Contact, Loan, Clock, Message, Entry)
DOORS = {
    "NOT_FOUND",
    "PERMISSION_DENIED",
    "NOT_UNIT_MEMBER",
    "STATE_NOT_ALLOWED",
    "ACCEPTANCE_PENDING",
    "ALREADY_ACCEPTED",
    "CONTACT_BLOCKED",
    "NO_ACTIVE_DEFINITION",
}
people = st.sampled_from(PEOPLE)
perhaps = st.booleans()


def stored() -> list[Any]:
    """Return all that a verb could change."""
    return [sorted(model._default_manager.values_list(), key=str) for model in TABLES]


class Life(RuleBasedStateMachine):
    """Leads under random rules, in the hands of random people; each example is rolled back."""

    leads = Bundle("leads")

    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.at, self.made, self.ended = NOON, set[int](), dict[int, tuple[Any, ...]]()

    @initialize(blueprint=blueprints())
    def put_in_force(self, blueprint: Blueprint) -> None:
        """Put rules in force, as an administrator would."""
        self.house = House()
        replaced(lambda old: blueprint, by=SYSTEM, at=NOON)
        home = self.house.ann
        self.contacts = [make_contact(home), make_contact(self.house.dina), make_contact(self.house.cas)]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)

    def user(self, name: str) -> User:
        """Return somebody as a request would read him."""
        found: User = User.objects.get(pk=getattr(self.house, name).pk)
        return found

    def tried(self, verb: Verb | None, number: int | None, by: User, act: Callable[[], Any]) -> Any:
        """Do something; refused, it changes nothing, and the verb agrees with what was told to be possible."""
        self.at += timedelta(hours=5)
        lead = Lead.objects.within_reach(by, "lead.view").with_rules().filter(pk=number or 0).first()
        told = {one.action: one for one in allowed_actions(lead, by)} if lead and verb else {}
        before, entries = stored(), Counter(_subjects())
        try:
            with transaction.atomic():
                done = act()
        except Refused as no:
            self._compare_refusal(verb, no, told.get(verb) if verb else None, before)
            return None
        more = Counter(_subjects()) - entries
        if stored() == before:
            assert verb in (Verb.ACCEPT, Verb.EDIT)
        elif verb:
            assert more == {number: 1}, (verb, more)
            assert told[verb].allowed, (verb, told[verb])
        return done

    def _compare_refusal(self, verb: Verb | None, no: Refused, told: Any, before: list[Any]) -> None:
        assert stored() == before, (verb, no.code)
        if told is None:
            assert verb is None or no.code == "NOT_FOUND", (verb, no.code)
        elif told.allowed:
            assert no.code not in DOORS or no.errors, (verb, no.code, no.facts)
        else:
            assert no.code == told.code, (verb, no.code, told)

    @rule(
        target=leads, name=people, kind=st.sampled_from(TYPES), where=st.integers(0, 2), to=st.integers(0, 3)
    )
    def create(self, name: str, kind: str, where: int, to: int) -> Any:
        by = self.user(name)
        places = [{}, {"owner": by.email}, {"unit": self.house.u2.pk}, {"unit": self.house.cas.unit_id}]
        told = {"type": kind, "description": "wants a printer", "confirm_new": True} | places[to]
        told["contact"] = {"id": self.contacts[where].pk}
        lead = self.tried(None, None, by, lambda: actions.create(told, by=by, at=self.at))
        if lead is None:
            return multiple()
        self.made.add(lead.pk)
        facts = [one.fact for one in Entry.objects.about("lead", lead.pk).order_by("pk")]
        assert facts in (["lead.created"], ["lead.created", "lead.offered"]), facts
        return lead.pk

    @rule(number=leads, name=people, to=st.integers(0, 3))
    def offer(self, number: int, name: str, to: int) -> None:
        house, by = self.house, self.user(name)
        whom = [{"unit": house.u1.pk}, {"organisation": house.south.pk}, {"user": house.bob.email}, {}][to]
        self.tried(Verb.OFFER, number, by, lambda: actions.offer(number, by=by, at=self.at, **whom))

    @rule(number=leads, name=people, verb=st.sampled_from([Verb.ACCEPT, Verb.REJECT, Verb.WITHDRAW]))
    def answer(self, number: int, name: str, verb: Verb) -> None:
        by = self.user(name)
        act = {Verb.ACCEPT: actions.accept, Verb.REJECT: actions.reject, Verb.WITHDRAW: actions.withdraw}[
            verb
        ]
        self.tried(verb, number, by, lambda: act(number, by=by, at=self.at))

    @rule(number=leads, name=people, outcome=st.sampled_from(["opportunity", "nurture", "invalid"]))
    def qualify(self, number: int, name: str, outcome: str) -> None:
        by, lead = self.user(name), Lead.objects.get(pk=number)
        told = {"description": "wants two", "contact": lead.contact_id, "owner": by.email}
        told |= {"outcome": outcome, "reason": "nonsense"}
        self.tried(Verb.QUALIFY, number, by, lambda: actions.qualify(number, by=by, at=self.at, **told))

    def status(self, number: int, by: User, state: State, place: int) -> str | None:
        """Return the code of a status that a form would offer, or none."""
        lead = Lead.objects.with_rules().get(pk=number)
        open_ways = Rulebook(lead.type, by).next_from(lead.status, state)
        return open_ways[place % len(open_ways)].code if open_ways else None

    @rule(number=leads, name=people, place=st.integers(0, 2))
    def start(self, number: int, name: str, place: int) -> None:
        by = self.user(name)
        status = self.status(number, by, State.IN_PROGRESS, place)
        self.tried(Verb.START, number, by, lambda: actions.start(number, by=by, at=self.at, status=status))

    @rule(
        number=leads,
        name=people,
        verb=st.sampled_from([Verb.WIN, Verb.LOSE]),
        place=st.integers(0, 2),
        value=st.sampled_from(["900", "900", "10"]),
        with_account=perhaps,
    )
    def close(self, number: int, name: str, verb: Verb, place: int, value: str, with_account: bool) -> None:
        by = self.user(name)
        told: dict[str, Any] = {"deal_segment": "office", "deal_types": ["printer"]}
        told["deal_value"] = {"amount": value, "currency": "EUR"}
        told["status"] = self.status(number, by, State.WON if verb is Verb.WIN else State.LOST, place)
        if verb is Verb.LOSE:
            act = lambda: actions.lose(number, by=by, at=self.at, reason="price", **told)  # noqa: E731
        else:
            account = DATA if with_account else None
            act = lambda: actions.win(number, by=by, at=self.at, account=account, **told)  # noqa: E731
        self.tried(verb, number, by, act)

    @rule(number=leads, name=people, place=st.integers(0, 2))
    def cancel(self, number: int, name: str, place: int) -> None:
        by = self.user(name)
        status = self.status(number, by, State.CANCELLED, place)
        self.tried(Verb.CANCEL, number, by, lambda: actions.cancel(number, by=by, at=self.at, status=status))

    @rule(number=leads, name=people)
    def convert(self, number: int, name: str) -> None:
        by = self.user(name)
        self.tried(Verb.CONVERT, number, by, lambda: actions.convert(number, by=by, at=self.at, account=DATA))

    @rule(number=leads, name=people, to=people)
    def assign(self, number: int, name: str, to: str) -> None:
        by, owner = self.user(name), self.user(to)
        self.tried(
            Verb.ASSIGN, number, by, lambda: actions.assign(number, by=by, at=self.at, owner=owner.email)
        )

    @rule(
        number=leads,
        name=people,
        part=st.sampled_from(["status", "description", "contact", "success_rate", "target_amount"]),
        place=st.integers(0, 2),
        fresh=st.sampled_from([True, True, True, False]),
    )
    def edit(self, number: int, name: str, part: str, place: int, fresh: bool) -> None:
        by, lead = self.user(name), Lead.objects.with_rules().get(pk=number)
        ways = Rulebook(lead.type, by).next_from(lead.status, State(lead.state))
        told = {
            "status": ways[place % len(ways)].code if ways and not lead.is_waiting else lead.status.code,
            "description": f"wants {place}",
            "contact": {"id": self.contacts[place].pk},
            "success_rate": 10 * place,
            "target_amount": {"amount": "500", "currency": "EUR"},
        }
        version = lead.version if fresh else lead.version - 1
        act = lambda: actions.edit(  # noqa: E731
            number, {part: told[part]}, by=by, at=self.at, version=version
        )
        self.tried(Verb.EDIT, number, by, act)

    @rule(number=leads, name=people)
    def extend(self, number: int, name: str) -> None:
        by = self.user(name)
        self.tried(
            Verb.EXTEND, number, by, lambda: actions.extend(number, by=by, at=self.at, description="and more")
        )

    @rule(number=leads, name=people)
    def delete(self, number: int, name: str) -> None:
        by, version = self.user(name), Lead.objects.get(pk=number).version
        self.tried(
            Verb.DELETE, number, by, lambda: actions.delete(number, by=by, at=self.at, version=version)
        )

    @rule(place=st.integers(0, 2), name=st.sampled_from(["ann", "dina", "cas"]), blocked=perhaps)
    def block(self, place: int, name: str, blocked: bool) -> None:
        by, contact = self.user(name), Contact.objects.get(pk=self.contacts[place].pk)
        told = {"version": contact.version, "blocked": blocked}
        self.tried(None, None, by, lambda: contact_actions.edit(contact.pk, by=by, at=self.at, **told))

    @invariant()
    def no_lead_ever_leaves_the_table(self) -> None:
        assert set(Lead.objects.values_list("pk", flat=True)) == self.made

    @invariant()
    def the_state_is_that_of_a_status_which_the_type_allows(self) -> None:
        allowed = set(TypeStatus.objects.values_list("type", "status"))
        for lead in Lead.objects.select_related("status"):
            assert lead.state == lead.status.state
            assert (lead.type_id, lead.status_id) in allowed

    @invariant()
    def what_is_final_or_deleted_never_moves(self) -> None:
        now = {
            one[0]: one[1:]
            for one in Lead.objects.values_list("pk", "state", "status", "deleted_at", "completed_at")
        }
        for number, was in self.ended.items():
            assert now[number] == was
        self.ended = {number: told for number, told in now.items() if told[0] in FINAL or told[2] is not None}

    @invariant()
    def counts_add_up(self) -> None:
        leads = [one for one in Lead.objects.with_rules() if one.deleted_at is None]
        for name in PEOPLE if self.made else ():
            by = self.user(name)
            seen = [one for one in leads if reaches(by, "lead.view", one)]
            rows = Lead.objects.within_reach(by, "lead.view").order_by().values_list("state")
            assert dict(rows.annotate(n=Count("pk"))) == dict(Counter(one.state for one in seen))
            told = figures(by, at=self.at, quarter=NOON, currency="EUR")
            opened = [one for one in seen if one.state in OPEN]
            assert told.to_accept == sum(one.is_waiting for one in opened)
            assert told.opportunities == sum(one.is_opportunity for one in opened)
            assert (told.won, told.lost) == tuple(
                sum(one.state == state for one in seen) for state in (State.WON, State.LOST)
            )

    @invariant()
    def an_open_lead_has_the_account_of_its_contact(self) -> None:
        accounts = dict(Account.objects.values_list("contact", "pk"))
        for lead in Lead.objects.filter(state__in=OPEN, deleted_at=None):
            assert lead.account_id == accounts.get(lead.contact_id)


def _subjects() -> list[int]:
    return list(Entry.objects.filter(subject_kind="lead").values_list("subject_id", flat=True))
