"""A machine that lives the life of leads at random, under random rules, and compares after every step."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from leadwright.accounts.models import Account
from leadwright.clocks.models import Clock
from leadwright.communication.actions import communicate
from leadwright.communication.models import Communication
from leadwright.contacts import actions as contact_actions
from leadwright.contacts.models import Contact, Loan
from leadwright.foundation.refusals import Refused
from leadwright.history.facts import SYSTEM
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.actions.configuring import replaced
from leadwright.leads.configuration.blueprint import Blueprint
from leadwright.leads.figure_totals import add_up, differences
from leadwright.leads.figures import figures
from leadwright.leads.lifecycle import Verb, allowed_actions, allowed_to_each
from leadwright.leads.models import Interest, Lead, Note, Offer, Party, TypeStatus
from leadwright.leads.states import FINAL, OPEN
from leadwright.messages.models import Message
from leadwright.people.access import reaches
from leadwright.people.models import User
from tests.leads.counting import counted
from tests.leads.random_rules import TYPES, blueprints
from tests.leads.said import Said
from tests.makers import NOON, House, make_contact

PEOPLE = ("ann", "bob", "adm", "nina", "dina", "cas")
TABLES = (Lead, Offer, Party, Interest, Note, Communication, Account, Contact, Loan, Clock, Message, Entry)
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
ABOVE = (Verb.SCHEDULE, Verb.POST)
ENDS = (Verb.WIN, Verb.LOSE, Verb.CANCEL, Verb.DELETE)
perhaps = st.booleans()


def stored() -> list[Any]:
    """Return all that a verb could change."""
    return [sorted(model._default_manager.values_list(), key=str) for model in TABLES]


class Life(RuleBasedStateMachine):
    """Leads under random rules, in the hands of random people; each example is rolled back."""

    people = PEOPLE

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
        for name, where, to in (("ann", 3, 1), ("ann", 3, 2), ("dina", 4, 0), ("dina", 4, 2), ("cas", 5, 1)):
            self.create(self.user(name), kind=0, where=where, to=to)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)

    def user(self, name: str) -> User:
        """Return somebody as a request would read him."""
        result: User = User.objects.get(pk=getattr(self.house, name).pk)
        return result

    def tried(self, verb: Verb | None, number: int | None, by: User, act: Callable[[], Any]) -> Any:
        """Do something; refused, it changes nothing, and the verb agrees with what was told to be possible."""
        self.at += timedelta(hours=5)
        lead = Lead.objects.within_reach(by, "lead.view").with_rules().filter(pk=number or 0).first()
        data = {action.action: action for action in allowed_actions(lead, by)} if lead and verb else {}
        before, entries = stored(), Counter(_subjects())
        try:
            with transaction.atomic():
                done = act()
        except Refused as no:
            self._compare_refusal(verb, no, data.get(verb) if verb else None, before)
            return None
        more = Counter(_subjects()) - entries
        if stored() == before:
            assert verb in (Verb.ACCEPT, Verb.EDIT, Verb.ASSIGN), verb
        elif verb:
            assert more == {number: 1}, (verb, more)
            assert data[verb].allowed, (verb, data[verb])
        return done

    def _compare_refusal(self, verb: Verb | None, no: Refused, value: Any, before: list[Any]) -> None:
        assert stored() == before, (verb, no.code)
        if value is None:
            assert verb is None or no.code == "NOT_FOUND", (verb, no.code)
        elif value.allowed:
            assert no.code not in DOORS or no.errors, (verb, no.code, no.facts)
        else:
            assert no.code == value.code, (verb, no.code, value)

    @rule(
        what=st.integers(0, 9),
        which=st.integers(0, 50),
        pick=st.integers(0, 60),
        place=st.integers(0, 5),
        lucky=perhaps,
    )
    def step(self, what: int, which: int, pick: int, place: int, lucky: bool) -> None:
        """Take one step of a life: mostly one that is told to be possible."""
        by = self.user(PEOPLE[pick % len(PEOPLE)])
        lead = Lead.objects.with_rules().get(pk=sorted(self.made)[which % len(self.made)])
        if what == 0:
            self.create(by, kind=which % 4, where=place, to=pick % 4)
        elif what == 1:
            self.block(by, place, blocked=lucky)
        elif what < 4:
            self.act(list(Verb)[pick % len(Verb)], lead, by, place, lucky)
        else:
            self.do_what_is_possible(lead, pick, place, lucky)

    def create(self, by: User, *, kind: int, where: int, to: int) -> None:
        """Enter a lead, into the queue or somebody's hands."""
        places = [{}, {"owner": by.email}, {"unit": self.house.u2.pk}, {"unit": self.house.cas.unit_id}]
        data = {"type": TYPES[kind // 3], "description": "wants a printer", "confirm_new": True} | places[to]
        data["contact"] = {"id": self.contact(by, where).pk}
        lead = self.tried(None, None, by, lambda: actions.create(data, by=by, at=self.at))
        if lead is not None:
            self.made.add(lead.pk)
            facts = [row.fact for row in Entry.objects.about("lead", lead.pk).order_by("pk")]
            assert facts in (["lead.created"], ["lead.created", "lead.offered"]), facts

    def contact(self, by: User, place: int) -> Contact:
        """Return a contact, mostly one that somebody may tie to a lead."""
        seen = set(Contact.objects.within_reach(by, "contact.view").values_list("pk", flat=True))
        own = [contact for contact in self.contacts if contact.pk in seen] if place > 1 else []
        return (own or self.contacts)[place % len(own or self.contacts)]

    def block(self, by: User, place: int, *, blocked: bool) -> None:
        """Block a contact, or release it."""
        contact = Contact.objects.get(pk=self.contact(by, place).pk)
        data = {"version": contact.version, "blocked": blocked and place == 5}
        self.tried(None, None, by, lambda: contact_actions.edit(contact.pk, by=by, at=self.at, **data))

    def do_what_is_possible(self, lead: Lead, pick: int, place: int, lucky: bool) -> None:
        """Let somebody who may do something do it; an end comes less often than the way there."""
        users = [self.user(name) for name in PEOPLE]
        users = [by for by in users if lead.deleted_at is None and reaches(by, "lead.view", lead)]
        data = allowed_to_each(lead, users)
        pairs = [(row.action, by) for by in users for row in data[by.pk] if row.allowed]
        rows = [pair for pair in pairs if pair[0] not in ENDS] if pick % 4 else pairs
        if rows or pairs:
            verb, by = (rows or pairs)[pick % len(rows or pairs)]
            self.act(verb, lead, by, place, lucky)

    def act(self, verb: Verb, lead: Lead, by: User, place: int, lucky: bool) -> None:
        """Do one of the verbs, with what people say when they do it; what rooms above do is walked with them."""
        if verb in ABOVE:
            return
        result = Said(self, lead, by, place, lucky).with_verb(verb)
        data = [result.pop("data")] if "data" in result else []
        elsewhere = {
            Verb.NOTE: actions.write_note,
            Verb.COMMUNICATE: communicate,
            Verb.ATTACH: actions.add_files,
        }
        act = elsewhere.get(verb) or getattr(actions, verb.value)
        self.tried(verb, lead.pk, by, lambda: act(lead.pk, *data, by=by, at=self.at, **result))

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
            row[0]: row[1:]
            for row in Lead.objects.values_list("pk", "state", "status", "deleted_at", "completed_at")
        }
        for number, was in self.ended.items():
            assert now[number] == was
        self.ended = {number: data for number, data in now.items() if data[0] in FINAL or data[2] is not None}

    @invariant()
    def counts_add_up(self) -> None:
        leads = [rule for rule in Lead.objects.with_rules() if rule.deleted_at is None]
        for name in PEOPLE if self.made else ():
            by = self.user(name)
            seen = [lead for lead in leads if reaches(by, "lead.view", lead)]
            rows = Lead.objects.within_reach(by, "lead.view").order_by().values_list("state")
            assert dict(rows.annotate(n=Count("pk"))) == dict(Counter(row.state for row in seen))
            asked = {"at": self.at, "quarter": NOON, "currency": "EUR"}
            assert figures(by, **asked) == counted(by, **asked)

    @rule()
    def the_worker_adds_figures_up(self) -> None:
        """Let the worker have its turn, which nobody may notice."""
        add_up()
        assert differences(at=self.at) == 0

    @invariant()
    def an_open_lead_has_the_account_of_its_contact(self) -> None:
        accounts = dict(Account.objects.values_list("contact", "pk"))
        for lead in Lead.objects.filter(state__in=OPEN, deleted_at=None):
            assert lead.account_id == accounts.get(lead.contact_id)


def _subjects() -> list[int]:
    return list(Entry.objects.filter(subject_kind="lead").values_list("subject_id", flat=True))
