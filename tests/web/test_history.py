"""History on the pages: one drawing, and everything in the reader's words, zone and language."""

import re

import pytest

from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.models import DealType, Source
from tests.makers import NOON, House, fresh, make_lead, moment

CHANGE = re.compile(r"<span>([^:<]+): (?:<del>([^<]*)</del> → )?<ins>([^<]*)</ins></span>")


def changes_on(client, lead, more: str = "?history=all") -> dict[str, tuple[str, str]]:
    """Return what the newest entries of a lead's page say, by label."""
    page = client.get(f"/leads/{lead.pk}/{more}").text
    return {label: (old, new) for label, old, new in reversed(CHANGE.findall(page))}


def change(lead, by, **data) -> None:
    actions.edit(lead.pk, data, by=by, at=NOON, version=fresh(lead).version)


def test_everything_that_was_changed_stands_in_words(house: House, enter) -> None:
    lead = make_lead(house.ann, at=NOON, target_amount={"amount": "1000"})
    source = Source.objects.first()
    change(
        lead,
        house.ann,
        target_amount={"amount": "2000.50"},
        success_rate=40,
        priority=8,
        source=source.code,
        expected_completion_at="2026-04-01T12:30:00.123456+00:00",
    )
    words = changes_on(enter(house.ann), lead)
    assert words["Target amount"] == ("€1,000", "€2,000.50")
    assert (words["Success rate (%)"], words["Priority"]) == (("", "40%"), ("Normal (5)", "Very high (8)"))
    assert words["Expected completion"][1] == "Wed 1 Apr 2026, 14:30"
    assert words["Source"] == ("", source.label)
    assert "Currency" not in words


def test_a_dutch_reader_reads_dutch(house: House, enter) -> None:
    lead = make_lead(house.ann, at=NOON)
    change(lead, house.ann, expected_completion_at="2026-04-01T12:30:00+00:00")
    house.ann.language = "nl"
    house.ann.save()
    words = changes_on(enter(house.ann), lead)
    assert words["Verwachte afronding"][1] == "wo 1 apr 2026, 14:30"


def test_an_old_entry_without_a_currency_stays_readable(house: House, enter, insert_entry) -> None:
    lead = make_lead(house.ann, at=NOON)
    insert_entry(lead, "lead.edited", {"changes": {"target_amount": ["1000.0000", "2000.5000"]}})
    insert_entry(lead, "lead.assigned", {"from_owner": None, "to_owner": house.ann.pk, "unit": house.u1.pk})
    words = changes_on(enter(house.ann), lead)
    assert words["Target amount"] == ("1,000", "2,000.5")
    assert words["Owner"] == ("", "Ann")


@pytest.fixture
def insert_entry():
    """Return the way to put in an entry as an earlier version wrote it."""

    def insert(lead, fact: str, details: dict) -> Entry:
        home = lead.organisation_id
        return Entry.objects.create(
            at=NOON, fact=fact, actor_kind="system", organisation_id=home, subject_kind="lead",
            subject_id=lead.pk, organisations=[home], details=details, hash="0" * 64,
        )  # fmt: skip

    return insert


def test_a_closing_says_segment_types_value_and_the_words_of_its_reason(house: House, enter) -> None:
    lead, kind = house.qualified(), DealType.objects.first()
    deal = {"deal_segment": "office", "deal_value": {"amount": "500"}, "deal_types": [kind.code]}
    actions.lose(lead.pk, by=house.ann, at=NOON, reason="price", reason_text="too dear", **deal)
    client = enter(house.ann)
    words = changes_on(client, lead, "")
    assert (words["Deal segment"], words["Deal types"], words["Deal value"]) == (
        ("", "Office"),
        ("", kind.label),
        ("", "€500"),
    )
    assert "too dear" in client.get(f"/leads/{lead.pk}/").text.split('id="history"')[1]


def test_view_history_shows_more_than_the_contact_history(house: House, enter) -> None:
    lead, client = make_lead(house.ann, at=NOON), enter(house.ann)
    actions.start(lead.pk, by=house.ann, at=NOON)
    change(lead, house.ann, success_rate=40)
    short, full = (
        re.findall(r'<span class="strong small">([^<]+)</span>', client.get(f"/leads/{lead.pk}/{more}").text)
        for more in ("", "?history=all")
    )
    assert (short, full) == (["Work started"], ["Lead changed", "Work started", "Lead entered"])


def test_an_assignment_says_unit_and_group_by_name(house: House, enter) -> None:
    lead = make_lead(house.ann, at=moment("2026-03-02 09:00"))
    actions.assign(lead.pk, owner=house.bob.email, by=house.adm, at=NOON)
    words = changes_on(enter(house.ann), lead)
    assert (words["Owner"], words["Unit"]) == (("Ann", "Bob"), ("U1", "U2"))


def test_a_missed_deadline_says_which_and_when(house: House, enter, insert_entry) -> None:
    lead = make_lead(house.ann, at=NOON)
    due = {"purpose": "deadline", "kind": "accept", "due_at": "2026-03-05T22:59:59.000000Z", "slot": 1}
    insert_entry(lead, "clock.due", due)
    client = enter(house.ann)
    assert changes_on(client, lead)["Accept by"] == ("", "Thu 5 Mar 2026, 23:59")
    assert "Deadline missed" in client.get(f"/leads/{lead.pk}/?history=all").text
