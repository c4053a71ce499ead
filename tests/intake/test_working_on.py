"""Work on leads that were brought in: gaps are filled first, and clocks start with the first change."""

from importlib import import_module

import pytest
from django.conf import settings
from django.db import connection

from leadwright.clocks.models import Clock
from leadwright.clocks.sweep import sweep
from leadwright.contacts.actions import edit as edit_contact
from leadwright.foundation.clock import now
from leadwright.foundation.refusals import Refused
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.lifecycle import allowed_actions
from leadwright.leads.models import Lead
from leadwright.messages.models import Message
from leadwright.people.models import User
from tests.api.conftest import Talk
from tests.intake.bringing import brought
from tests.makers import BRUSSELS, NOON, fresh, make_contact, make_user, moment, refused


@pytest.fixture
def ida(house, english) -> User:
    """Return a colleague of the sellers who works their leads, once these are there."""
    english.bring()
    Message.objects.all().delete()
    return make_user("ida", unit=house.dina.unit, profile="company-admin")


def kinds(lead) -> set[str]:
    return set(Clock.objects.running().about("lead", [lead.pk]).values_list("kind", flat=True))


@pytest.mark.parametrize("verb", [actions.start, actions.win, actions.cancel])
def test_a_verb_asks_for_the_contact_first(ida, verb):
    lead = brought("A6")
    if verb is actions.cancel:
        assert verb(lead.pk, by=ida, at=NOON).state == "CANCELLED"
        return
    with refused("FIELD_REQUIRED", "contact"):
        verb(lead.pk, by=ida, at=NOON)


def test_a_button_says_what_to_fill_in(ida):
    states = {action.action: action for action in allowed_actions(brought("A5"), ida)}
    assert (states["win"].code, states["win"].sentence) == ("FIELD_REQUIRED", "Fill in the contact.")
    assert states["edit"].allowed


def test_a_contact_without_a_channel_is_asked_for_one(ida):
    lead = brought("A4")
    with refused("FIELD_REQUIRED", "contact_channel"):
        actions.lose(lead.pk, by=ida, at=NOON, reason="price")


def test_a_channel_on_the_contact_fills_the_gap(ida):
    lead = brought("A4")
    contact = lead.contact
    edit_contact(contact.pk, by=ida, at=NOON, version=contact.version, email="info@mill.example")
    assert fresh(lead).gaps == []
    value = {"amount": "300", "currency": "EUR"}
    done = actions.win(lead.pk, by=ida, at=NOON, deal_segment="office", deal_value=value)
    assert done.state == "WON"


def test_another_contact_fills_the_gap(ida):
    lead = brought("A5")
    done = actions.edit(lead.pk, {"contact": {"id": make_contact(ida).pk}}, by=ida, at=NOON, version=1)
    assert done.gaps == []


def test_a_contact_without_a_channel_only_changes_the_gap(ida):
    lead = brought("A5")
    mill = brought("A4").contact
    done = actions.edit(lead.pk, {"contact": {"id": mill.pk}}, by=ida, at=NOON, version=1)
    assert done.gaps == ["contact_channel"]


def test_qualifying_asks_for_a_channel_too(ida):
    lead, mill = brought("A6"), brought("A4").contact
    given = {"outcome": "opportunity", "description": "wants two", "owner": lead.owner.email}
    with refused("FIELD_REQUIRED", "contact_channel"):
        actions.qualify(lead.pk, by=ida, at=NOON, contact=mill.pk, **given)
    done = actions.qualify(lead.pk, by=ida, at=NOON, contact=make_contact(ida).pk, **given)
    assert (done.gaps, kinds(done)) == (["start_date"], {"update", "complete"})


def test_an_edited_opportunity_gets_its_clocks(ida):
    done = actions.edit(brought("A4").pk, {"comment": "called"}, by=ida, at=NOON, version=1)
    assert kinds(done) == {"update", "complete"}
    assert fresh(done).next_due_kind == "update"


LATER = moment("2027-01-01 09:00")


def test_nothing_is_said_of_a_lead_that_was_brought_in_before_somebody_changes_it(ida):
    assert sweep(LATER) == 0
    lead = brought("A4")
    assert lead.pk in Lead.objects.all().overdue(LATER).values_list("pk", flat=True)
    assert not Entry.objects.filter(fact="clock.due").exists()
    actions.edit(lead.pk, {"comment": "called"}, by=ida, at=NOON, version=1)
    assert sweep(LATER) == 2
    assert Entry.objects.filter(fact="clock.due", subject_id=lead.pk).exists()


def test_the_first_change_does_not_start_what_runs_already_anew(ida):
    lead = actions.edit(brought("A4").pk, {"comment": "called"}, by=ida, at=NOON, version=1)
    clocks = set(Clock.objects.running().about("lead", [lead.pk]).values_list("pk", flat=True))
    actions.edit(lead.pk, {"comment": "called again"}, by=ida, at=NOON, version=lead.version)
    assert clocks == set(Clock.objects.running().about("lead", [lead.pk]).values_list("pk", flat=True))


def test_what_was_nurtured_elsewhere_is_looked_at_again_from_the_first_change_on(ida):
    lead = brought("A4")
    Lead.objects.filter(pk=lead.pk).update(qualification="NURTURE")
    assert kinds(actions.edit(lead.pk, {"comment": "later"}, by=ida, at=NOON, version=1)) == {"review"}


def test_an_update_of_the_product_gives_clocks_to_what_had_none(house, ida):
    nurtured = house.qualified("nurture")
    open_leads = [brought(key) for key in ("A4", "A5", "A6")]
    Clock.objects.all().delete()
    Lead.objects.update(next_due_at=None, next_due_kind="")
    migration = import_module("leadwright.leads.migrations.0029_each_open_lead_has_a_clock")
    with connection.cursor() as cursor:
        for statement in (migration.REVIEWED, migration.BROUGHT_IN, migration.KEPT):
            cursor.execute(statement)
    for lead in open_leads:
        assert (kinds(lead), fresh(lead).next_due_at) == ({"complete"}, lead.expected_completion_at)
    assert (kinds(nurtured), fresh(nurtured).next_due_kind) == ({"review"}, "review")
    local = fresh(nurtured).next_due_at.astimezone(BRUSSELS)
    assert (local.date() - now().astimezone(BRUSSELS).date()).days == 90
    assert f"{local:%H:%M:%S}" == "23:59:59"
    assert Clock.objects.running().count() == 4


def test_an_assigned_lead_gets_its_clocks(ida):
    lead = brought("A4")
    done = actions.assign(lead.pk, by=ida, at=NOON, owner=ida.email)
    assert (kinds(done), done.unit) == ({"update", "complete"}, ida.unit)


def test_a_started_lead_gets_its_clocks(ida):
    lead = brought("A6")
    actions.edit(lead.pk, {"contact": {"id": make_contact(ida).pk}}, by=ida, at=NOON, version=1)
    Clock.objects.all().delete()
    assert kinds(actions.start(lead.pk, by=ida, at=NOON)) == {"qualify", "complete"}


def test_an_owner_who_cannot_sign_in_is_not_written_to(ida):
    lead = brought("A4")
    una = User.objects.get(name="Una Idle")
    actions.assign(lead.pk, by=ida, at=NOON, owner=una.email)
    assert not Message.objects.exists()


@pytest.mark.parametrize("key", ["A1", "A3", "A5", "A6"])
def test_the_page_of_a_lead_shows_its_gaps(ida, client, key):
    client.force_login(ida, backend=settings.AUTHENTICATION_BACKENDS[-1])
    view = client.get(f"/leads/{brought(key).pk}/").content.decode()
    assert "Brought in incomplete" in view


def test_a_closed_lead_stays_closed_whatever_it_lacks(ida):
    with pytest.raises(Refused) as no:
        actions.win(brought("A3").pk, by=ida, at=NOON)
    assert no.value.code == "STATE_NOT_ALLOWED"


def test_the_list_filters_by_gap(house, ida):
    talk = Talk(house.dina)
    result = talk.get("/leads?gap=lost_reason,start_date").json()["items"]
    assert {item["number"] for item in result} == {brought("A3").pk, brought("A6").pk}
    assert talk.get("/leads?gap=trousers").status_code == 400
