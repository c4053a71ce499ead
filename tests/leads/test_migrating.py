"""A status goes away under open leads: they move to the one that was chosen, or nothing changes at all."""

from dataclasses import replace

import pytest

from leadwright.clocks.models import Clock
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.actions import configuration_lists
from leadwright.leads.actions.configuring import foreseen
from leadwright.leads.configuration.blueprint import Arrow, Audience, Blueprint, TypePlan
from leadwright.leads.configuration.file import brought_in, checked, handed_out, moves_in
from leadwright.leads.configuration.rows import stored
from leadwright.leads.configuration.yaml_source import Unreadable
from leadwright.leads.models import Lead
from leadwright.people.models import User
from tests.makers import NOON, House, fresh, make_lead, make_user, refused

GONE = ("nurture",)


@pytest.fixture
def vera(house: House) -> User:
    """Return the administrator of the installation."""
    return make_user("vera", unit=house.dina.unit, profile="administrator")


def smaller(*gone: str) -> TypePlan:
    """Return the shipped type without some statuses, and without qualification, which needs them."""
    plan = stored().type("partner-lead")
    assert plan
    return replace(
        plan,
        is_qualified=False,
        outcomes={},
        statuses=tuple(code for code in plan.statuses if code not in gone),
        transitions=tuple(
            transition
            for transition in plan.transitions
            if not {transition.start, transition.end} & set(gone)
        ),
    )


def nurtured(house: House) -> Lead:
    lead = make_lead(house.ann)
    return actions.edit(lead.pk, {"status": "nurture"}, by=house.ann, at=NOON, version=lead.version)


def test_open_leads_move_with_one_entry_each_and_a_new_version(house: House, vera: User) -> None:
    leads = [nurtured(house), nurtured(house)]
    moves = {("partner-lead", "nurture"): "new"}
    configuration_lists.put_type(smaller("nurture"), by=vera, at=NOON, moves=moves)
    for lead in leads:
        now = fresh(lead)
        assert (now.status.code, now.state, now.version) == ("new", "PENDING", lead.version + 1)
        entry = Entry.objects.about("lead", lead.pk).get(fact="lead.migrated")
        assert entry.details == {"from_status": "nurture", "to_status": "new", "state": "PENDING"}
        assert entry.actor_id == vera.pk


def test_clocks_go_on_when_a_lead_moves(house: House, vera: User) -> None:
    lead = nurtured(house)
    before = list(Clock.objects.running().about("lead", [lead.pk]).values_list("kind", "due_at"))
    configuration_lists.put_type(smaller("nurture"), by=vera, at=NOON, moves={("", "nurture"): "new"})
    assert list(Clock.objects.running().about("lead", [lead.pk]).values_list("kind", "due_at")) == before
    assert fresh(lead).next_due_at == lead.next_due_at is not None


@pytest.mark.parametrize(
    ("target", "code"), [("", "STATUS_IN_USE"), ("in-contact", "MOVE_INVALID"), ("ghost", "MOVE_INVALID")]
)
def test_without_a_fitting_target_nothing_changes(house: House, vera: User, target: str, code: str) -> None:
    lead, before = nurtured(house), stored()
    with refused(code, "types.partner-lead.statuses"):
        configuration_lists.put_type(smaller("nurture"), by=vera, at=NOON, moves={("", "nurture"): target})
    assert (stored(), fresh(lead).version) == (before, lead.version)


def test_closed_and_deleted_leads_keep_their_status(house: House, vera: User) -> None:
    gone, closed = nurtured(house), nurtured(house)
    actions.delete(gone.pk, by=house.ann, at=NOON, version=gone.version)
    actions.cancel(closed.pk, by=house.ann, at=NOON)
    configuration_lists.put_type(smaller("nurture"), by=vera, at=NOON)
    assert Lead.objects.get(pk=gone.pk).status.code == "nurture"
    assert not Entry.objects.filter(fact="lead.migrated").exists()


def test_what_a_change_touches_is_foreseen_and_nothing_is_stored(house: House, vera: User) -> None:
    nurtured(house)
    before, plan = stored(), smaller("nurture", "working-with-customer")
    make_lead(house.ann)
    data = {row.status: row for row in foreseen(configuration_lists.put_type_edit(plan), by=vera)}
    assert (data["nurture"].is_stranded, data["nurture"].targets) == (True, ("new",))
    assert data["new"].closed == ("working-with-customer", "nurture")
    assert (data["new"].number, stored()) == (1, before)


def test_a_limit_touches_those_who_could_go_that_way(house: House, vera: User) -> None:
    make_lead(house.ann)
    rows = [
        transition
        for transition in smaller().transitions
        if (transition.start, transition.end) == ("new", "in-contact")
    ]
    limited = [replace(rows[0], required=("source",))]
    edit = configuration_lists.put_transitions("partner-lead", ("new", "in-contact"), limited)
    assert [row.narrowed for row in foreseen(edit, by=vera)] == [("in-contact",)]


def test_a_way_that_is_opened_to_more_people_or_asks_for_less_is_not_narrower(
    house: House, vera: User
) -> None:
    make_lead(house.ann)
    (path,) = [
        transition
        for transition in smaller().transitions
        if (transition.start, transition.end) == ("new", "in-contact")
    ]
    ann, bob = (
        replace(path, audience=Audience(users=frozenset({row.email}))) for row in (house.ann, house.bob)
    )
    both = replace(ann, audience=Audience(users=ann.audience.users | bob.audience.users))

    def narrowed(old: list[Arrow], new: list[Arrow]) -> list[tuple[str, ...]]:
        configuration_lists.put_type(with_way(old), by=vera, at=NOON)
        return [row.narrowed for row in foreseen(configuration_lists.put_type_edit(with_way(new)), by=vera)]

    strict = replace(path, required=("source",))
    assert narrowed([ann], [both]) == narrowed([both], [ann, bob]) == narrowed([ann, bob], [path]) == []
    assert narrowed([strict], [path]) == []
    assert narrowed([both], [ann]) == narrowed([path], [both]) == [("in-contact",)]
    assert narrowed([ann], [replace(both, required=("source",))]) == [("in-contact",)]


def with_way(rows: list[Arrow]) -> TypePlan:
    """Return the shipped type with other ways from new to in contact."""
    plan = smaller()
    kept = [
        transition
        for transition in plan.transitions
        if (transition.start, transition.end) != ("new", "in-contact")
    ]
    return replace(plan, transitions=(*kept, *rows))


def test_a_type_that_has_open_leads_does_not_go(house: House, vera: User) -> None:
    make_lead(house.ann)
    configuration_lists.add_type({"en": "Other"}, by=vera, at=NOON)
    definition = replace(stored().definitions[0], types=("O",))
    configuration_lists.put_definition(definition, by=vera, at=NOON)

    def retired(old: Blueprint) -> Blueprint:
        return old.with_rows("types", [replace(old.types[0], is_retired=True), *old.types[1:]])

    assert [row.is_retired for row in foreseen(retired, by=vera)] == [True]
    with refused("IN_USE"):
        configuration_lists.retire("types", "partner-lead", by=vera, at=NOON)


def test_a_file_moves_leads_too(house: House) -> None:
    lead = nurtured(house)
    text = handed_out().replace("qualified: true", "qualified: false")
    text = "\n".join(
        line for line in text.splitlines() if "nurture, to" not in line and "to: nurture}" not in line
    )
    text = text.replace("statuses: [new, nurture, ", "statuses: [new, ").replace("nurture: nurture,", "")
    assert "STATUS_IN_USE" in [item.code for _, item in checked(text)]
    with pytest.raises(Unreadable):
        brought_in(text, at=NOON, dry_run=False)
    brought_in(text, at=NOON, dry_run=False, moves=moves_in(["partner-lead:nurture=new"]))
    assert fresh(lead).status.code == "new"


def test_a_move_is_written_as_old_and_new() -> None:
    assert moves_in(["a=b", "T:c=d"]) == {("", "a"): "b", ("T", "c"): "d"}
    for bad in ("a", "=b", "a=", "T:=b"):
        with pytest.raises(ValueError, match=bad):
            moves_in([bad])
