"""Who sees an activity: the side that did it, and the other one only if it is shared."""

from leadwright.activities import actions
from leadwright.activities.filters import ACTIVITIES, page
from leadwright.activities.locking import fetch
from leadwright.activities.models import Activity
from leadwright.history.models import Entry
from leadwright.history.reading import lines_of
from leadwright.leads.entry_telling import contacts_among, entries_about, readable_entries
from leadwright.leads.filters import reader_of
from leadwright.leads.models import Lead
from leadwright.people.models import User
from tests.activities.making import complete, log, plan
from tests.makers import NOON, House, fresh, make_lead, refused


def seen(user: User) -> set[int]:
    return set(Activity.objects.within_reach(user).values_list("pk", flat=True))


def said(lead: Lead, user: User) -> list[str]:
    entries = list(entries_about(fresh(lead), by=user).order_by("-pk").with_texts())
    return [line.title for line in lines_of(readable_entries(entries, by=user, lead=fresh(lead)))]


def test_an_activity_of_a_lead_is_seen_by_its_side_alone(house: House) -> None:
    call = plan(house.accepted(), house.ann)
    assert [seen(user) for user in (house.ann, house.bob, house.dina, house.cas)] == [
        {call.pk},
        {call.pk},
        set(),
        set(),
    ]
    for stranger in (house.dina, house.cas):
        with refused("NOT_FOUND"):
            fetch(call.pk, by=stranger)
        with refused("NOT_FOUND"):
            actions.delete(call.pk, by=stranger, at=NOON)


def test_the_sender_reads_what_is_shared_and_changes_none_of_it(house: House) -> None:
    call = log(house.accepted(), house.ann, notes="they like it")
    actions.share(call.pk, by=house.ann, at=NOON)
    assert fetch(call.pk, by=house.dina).notes == "they like it"
    with refused("PERMISSION_DENIED"):
        actions.share(call.pk, by=house.dina, at=NOON, shared=False)
    actions.share(call.pk, by=house.ann, at=NOON, shared=False)
    assert seen(house.dina) == set()


def test_an_interaction_without_a_lead_is_reached_as_the_role_says(house: House) -> None:
    call = log(None, house.ann)
    assert [seen(user) for user in (house.bob, house.adm, house.cas, house.dina)] == [
        {call.pk},
        {call.pk},
        set(),
        set(),
    ]
    with refused("STATE_NOT_ALLOWED"):
        actions.share(call.pk, by=house.ann, at=NOON)


def test_history_names_the_activity_to_its_own_side_alone(house: House) -> None:
    lead = house.accepted()
    complete(plan(lead, house.ann, "meeting", subject="Secret site"), house.ann, notes="signed")
    assert said(lead, house.ann)[:2] == ["Meeting done", "Meeting planned"]
    assert not [title for title in said(lead, house.dina) if "Meeting" in title]
    contacts = contacts_among(entries_about(fresh(lead), by=house.ann))
    assert [entry.fact for entry in contacts if entry.fact.startswith("activity.")] == ["activity.completed"]
    assert not Entry.objects.filter(
        fact__startswith="activity.", organisations__contains=[house.vendor.pk]
    ).exists()


def test_the_sender_learns_neither_what_is_next_nor_the_latest_notes(house: House) -> None:
    from leadwright.leads.telling import known_to, visible_to

    lead = house.accepted()
    log(lead, house.ann, notes="cheap wins")
    plan(lead, house.ann)
    seen_by_sender = known_to(house.dina, fresh(lead))
    assert (seen_by_sender.latest_notes, seen_by_sender.next_activity_at, seen_by_sender.open_activities) == (
        "",
        None,
        0,
    )
    assert not {"next_activity", "latest_notes"} & visible_to(house.dina, fresh(lead))


def test_a_list_is_narrowed_by_what_was_chosen(house: House) -> None:
    lead = make_lead(house.ann)
    call, meeting = log(lead, house.ann, subject="Price"), plan(None, house.bob, "meeting")
    late = plan(None, house.ann, "email", when="2026-03-01T10:00:00+01:00")

    def listed(**chosen: str) -> list[int]:
        return [row.pk for row in page(ACTIVITIES.read(chosen, reader_of(house.ann, NOON)), size=10)]

    assert listed() == [meeting.pk, call.pk, late.pk]
    assert listed(ordering="-at") == [late.pk, call.pk, meeting.pk]
    assert (listed(kind="call,email"), listed(state="overdue")) == ([call.pk, late.pk], [late.pk])
    assert (listed(owner="me", state="open"), listed(q="price")) == ([late.pk], [call.pk])
    assert (listed(lead=f"L-{lead.pk}"), listed(**{"from": "2026-03-03"})) == ([call.pk], [meeting.pk])
    assert listed(contact=str(lead.contact_id)) == [call.pk]
