"""Changing the configuration: what goes live is sound, recorded, and keeps the leads there are."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils.translation import override

from leadwright.diagrams import actions as diagrams
from leadwright.foundation.refusals import NotFound, Refused
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.actions import configuration_lists, configuring
from leadwright.leads.configuration.blueprint import Arrow, Audience, DefinitionPlan, TypePlan
from leadwright.leads.configuration.directory import Directory
from leadwright.leads.configuration.file import brought_in, handed_out
from leadwright.leads.configuration.linter import lint
from leadwright.leads.configuration.rows import stored
from leadwright.leads.configuration.uses import uses_of
from leadwright.leads.models import LeadDefinition, MinimumDealValue, OutcomeReason, Source, Status
from leadwright.people.models import User
from tests.leads.recording import a_competitor, a_product
from tests.makers import NOON, House, fresh, make_lead, make_user, refused


@pytest.fixture
def vera(house: House) -> User:
    """Return the administrator of the installation."""
    return make_user("vera", unit=house.dina.unit, profile="administrator")


def the_type() -> TypePlan:
    result = stored().type("partner-lead")
    assert result
    return result


def second(code: str = "second", **more: object) -> DefinitionPlan:
    given = {"types": ("partner-lead",), "lost_reasons": ("price",)} | more
    return DefinitionPlan(code=code, labels={"en": code.title()}, **given)


def test_what_is_shipped_has_no_fault(house: House) -> None:
    blueprint = stored()
    assert lint(blueprint, Directory.for_blueprint(blueprint).known()) == []


def test_a_row_without_a_code_gets_the_initials_of_its_name_made_unique(vera: User) -> None:
    for name in ("Trade Show", "Tea Shop"):
        configuration_lists.add_entry("sources", {"en": name}, by=vera, at=NOON)
    assert list(Source.objects.filter(position__gte=8).values_list("code", flat=True)) == ["TS", "TS2"]


def test_a_name_or_a_code_is_given_once(vera: User) -> None:
    with refused("NAME_TWICE"):
        configuration_lists.add_entry("sources", {"en": "website"}, by=vera, at=NOON)
    with refused("FIELD_INVALID", "code"):
        configuration_lists.add_entry("sources", {"en": "Web"}, code="Website", by=vera, at=NOON)


def test_each_change_is_recorded_with_what_changed(vera: User) -> None:
    configuration_lists.edit_entry("sources", "website", {"en": "Web shop"}, by=vera, at=NOON)
    entry = Entry.objects.filter(fact="configuration.changed").latest("pk")
    assert (entry.actor_id, entry.details["kind"], entry.details["code"]) == (vera.pk, "sources", "website")
    before, after = entry.details["changes"]["labels"]
    assert (before["en"], after) == ("Website", {"en": "Web shop"})


def test_only_who_may_configure_changes_anything(house: House) -> None:
    with refused("PERMISSION_DENIED"):
        configuration_lists.add_entry("sources", {"en": "X"}, by=house.adm, at=NOON)


def test_a_row_moves_up_and_down(vera: User) -> None:
    configuration_lists.move("sources", "showroom", up=True, by=vera, at=NOON)
    assert Source.objects.first().code == "showroom"
    configuration_lists.move("sources", "showroom", up=True, by=vera, at=NOON)
    configuration_lists.move("sources", "showroom", up=False, by=vera, at=NOON)
    assert Source.objects.first().code == "website"


def test_what_is_not_there_is_not_found(vera: User) -> None:
    for kind, code in (("sources", "ghost"), ("ghosts", "website")):
        with pytest.raises(NotFound):
            configuration_lists.move(kind, code, up=True, by=vera, at=NOON)


def test_a_status_that_a_type_allows_or_an_open_lead_has_is_not_deleted(house: House, vera: User) -> None:
    make_lead(house.ann)
    with refused("IN_USE"):
        configuration_lists.retire("statuses", "new", by=vera, at=NOON)
    assert not Status.objects.get(code="new").is_retired


def test_a_row_that_is_still_needed_is_named_in_the_language_of_the_reader(house: House, vera: User) -> None:
    configuration_lists.edit_entry("statuses", "new", {"en": "New", "nl": "Nieuw"}, by=vera, at=NOON)
    with override("nl"), pytest.raises(Refused) as no:
        configuration_lists.retire("statuses", "new", by=vera, at=NOON)
    assert no.value.facts["name"] == "Nieuw"


def test_products_and_competitors_say_how_many_leads_have_them(house: House) -> None:
    lead = make_lead(house.ann)
    lead.products.create(product=a_product())
    lead.competitors.add(a_competitor())
    for kind, code in (("products", "printer"), ("competitors", "rival")):
        assert uses_of(stored(), kind, code).having == ("1 lead",)


def test_a_deleted_row_stays_on_the_leads_that_have_it(house: House, vera: User) -> None:
    lead = make_lead(house.ann, source="showroom")
    configuration_lists.retire("sources", "showroom", by=vera, at=NOON)
    assert fresh(lead).source.label == "Showroom"
    configuration_lists.restore("sources", "showroom", by=vera, at=NOON)
    assert make_lead(house.ann, source="showroom").source.code == "showroom"


def test_a_type_with_a_fault_is_refused_whole(vera: User) -> None:
    before = stored()
    with refused("LEVEL_INVALID", "types.partner-lead.initial", "types.partner-lead.priority"):
        configuration_lists.put_type(replace(the_type(), priority=11, initial=()), by=vera, at=NOON)
    assert stored() == before


def test_a_type_keeps_the_statuses_of_its_open_leads(house: House, vera: User) -> None:
    lead = make_lead(house.ann)
    actions.edit(lead.pk, {"status": "nurture"}, by=house.ann, at=NOON, version=lead.version)
    plan = the_type()
    smaller = replace(
        plan,
        is_qualified=False,
        statuses=tuple(code for code in plan.statuses if code != "nurture"),
        transitions=tuple(
            transition
            for transition in plan.transitions
            if "nurture" not in (transition.start, transition.end)
        ),
    )
    with refused("STATUS_IN_USE", "types.partner-lead.statuses"):
        configuration_lists.put_type(smaller, by=vera, at=NOON)
    actions.delete(lead.pk, by=house.ann, at=NOON, version=fresh(lead).version)
    configuration_lists.put_type(smaller, by=vera, at=NOON)
    configuration_lists.retire("statuses", "nurture", by=vera, at=NOON)
    assert fresh(lead).status.label == "Nurture"


def test_defaults_of_the_type_reach_a_new_lead(house: House, vera: User) -> None:
    changed = replace(the_type(), priority=3, importance=2, estimate_amount=2, estimate_unit="weeks")
    configuration_lists.put_type(changed, by=vera, at=NOON)
    lead = make_lead(house.ann)
    assert (lead.priority, lead.importance, lead.status.code, lead.state) == (3, 2, "new", "PENDING")
    assert (lead.expected_completion_at - NOON).days == 14


def test_a_limited_transition_is_stored_and_in_force_and_history_knows_no_address(
    house: House, vera: User
) -> None:
    names = {"units": frozenset({"Partner P / GP / U1"}), "users": frozenset({house.bob.email})}
    rows = [
        transition
        for transition in the_type().transitions
        if (transition.start, transition.end) != ("new", "in-contact")
    ]
    rows.append(Arrow(start="new", end="in-contact", audience=Audience(**names)))
    configuration_lists.put_type(replace(the_type(), transitions=tuple(rows)), by=vera, at=NOON)
    assert the_type().transitions[-1] == rows[-1]
    lead = make_lead(house.adm)
    with refused("TRANSITION_NOT_ALLOWED"):
        actions.start(lead.pk, by=make_user(unit=house.u2), at=NOON, status="in-contact")
    details = Entry.objects.filter(fact="configuration.changed").latest("pk").details
    assert house.bob.email not in str(details)
    assert str(house.bob.pk) in str(details)


def test_a_state_is_for_good(vera: User) -> None:
    configuration_lists.add_entry(
        "statuses", {"en": "Spare"}, code="spare", state="PENDING", by=vera, at=NOON
    )
    with refused("STATE_FIXED"):
        configuration_lists.edit_entry(
            "statuses", "spare", {"en": "Spare"}, state="IN_PROGRESS", by=vera, at=NOON
        )


def test_a_second_definition_takes_over_from_the_first(vera: User) -> None:
    configuration_lists.put_definition(second(), by=vera, at=NOON)
    assert LeadDefinition.objects.get(is_active=True).code == "standard"
    configuration_lists.activate("second", by=vera, at=NOON)
    assert [row.code for row in LeadDefinition.objects.filter(is_active=True)] == ["second"]
    with refused("DEFINITION_ACTIVE"):
        configuration_lists.delete_definition("second", by=vera, at=NOON)
    configuration_lists.delete_definition("standard", by=vera, at=NOON)
    assert LeadDefinition.objects.count() == 1


def test_only_types_of_the_active_definition_can_be_chosen(house: House, vera: User) -> None:
    configuration_lists.put_type(replace(the_type(), code="other", labels={"en": "Other"}), by=vera, at=NOON)
    with refused("TYPE_NOT_ALLOWED", "type"):
        make_lead(house.ann, type="other")
    with refused("IN_USE"):
        configuration_lists.retire("types", "partner-lead", by=vera, at=NOON)


def test_without_an_active_definition_nothing_is_done_with_leads(house: House) -> None:
    lead = make_lead(house.ann)
    LeadDefinition.objects.update(is_active=False)
    with refused("NO_ACTIVE_DEFINITION"):
        actions.win(lead.pk, by=house.ann, at=NOON)
    with refused("NO_ACTIVE_DEFINITION"):
        make_lead(house.ann)


def test_a_minimum_is_set_and_taken_back(vera: User) -> None:
    configuration_lists.set_minimum("USD", Decimal("300.50"), by=vera, at=NOON)
    assert MinimumDealValue.objects.get().amount == Decimal("300.5")
    configuration_lists.set_minimum("USD", None, by=vera, at=NOON)
    assert not MinimumDealValue.objects.exists()


def test_storing_what_is_stored_changes_nothing(house: House, vera: User) -> None:
    assert configuring.change(lambda old: old, by=vera, at=NOON) == []
    assert not Entry.objects.filter(fact="configuration.changed").exists()


def test_reading_the_configuration_takes_a_constant_number_of_queries(
    house: House, vera: User, django_assert_max_num_queries
) -> None:
    for number in range(5):
        copy = replace(the_type(), code=f"copy{number}", labels={"en": f"Copy {number}"})
        configuration_lists.put_type(copy, by=vera, at=NOON)
    with django_assert_max_num_queries(37):
        stored()


def test_two_rows_change_places_and_no_other_moves(vera: User) -> None:
    before = list(OutcomeReason.objects.values_list("code", flat=True))
    configuration_lists.move("lost_reasons", before[3], up=True, by=vera, at=NOON)
    expected = [*before[:2], before[3], before[2], *before[4:]]
    assert list(OutcomeReason.objects.values_list("code", flat=True)) == expected


def test_a_process_that_is_retired_later_stands_in_the_way_of_no_other_change(vera: User) -> None:
    diagrams.retire("standard-sale", by=vera, at=NOON)
    configuration_lists.add_entry("sources", {"en": "Trade Show"}, by=vera, at=NOON)
    assert brought_in(handed_out(), at=NOON, dry_run=False) == []
    for code in ("by-hand", "standard-sale"):
        configuration_lists.retire("opportunity_kinds", code, by=vera, at=NOON)
    with refused("DIAGRAM_UNKNOWN"):
        configuration_lists.restore("opportunity_kinds", "by-hand", by=vera, at=NOON)
