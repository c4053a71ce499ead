"""The pages of a lead's process and of its demand: posted, drawn, moved by hand, gone on by another version."""

import pytest
from django.test import Client

from leadwright.diagrams import actions as diagrams
from leadwright.leads.actions import add_demand, lose
from leadwright.leads.models import Lead, OpportunityKind
from leadwright.processes.models import Instance
from tests.makers import NOON, House, change_rights, fresh, make_user
from tests.processes.conftest import complete, open_task, posted
from tests.processes.drawing import drawn, published, task


@pytest.fixture
def ann(house: House, enter) -> Client:
    return enter(house.ann)


def test_posting_asks_for_the_kind_and_begins_the_process(house: House, ann: Client) -> None:
    lead = house.accepted()
    asked = ann.get(f"/leads/{lead.pk}/post/").text
    assert ("Standard sale" in asked, "Sale moved by hand" in asked) == (True, True)
    assert ann.post(f"/leads/{lead.pk}/post/", {"kind": ""}).status_code == 422
    answer = ann.post(f"/leads/{lead.pk}/post/", {"kind": "standard-sale"})
    assert (answer.status_code, fresh(lead).steps) == (303, ["initial-contact"])
    page = ann.get(f"/leads/{lead.pk}/").text
    assert (f"/leads/{lead.pk}/process/" in page, f"/leads/{lead.pk}/post/" in page) == (True, False)


def test_the_flowchart_shows_each_step_and_marks_the_current(house: House, ann: Client) -> None:
    lead = posted(house.qualified(), house)
    complete(lead, house)
    page = ann.get(f"/leads/{lead.pk}/process/").text
    steps = [page.count(f'id="step-{name}"') for name in ("initial-contact", "offer", "fulfilment")]
    assert (steps, page.count('aria-current="step"'), "figure user done" in page) == ([1, 1, 1], 1, True)
    assert f'href="/tasks/{open_task(lead).pk}/"' in page


def test_a_lead_without_a_process_has_no_flowchart_and_its_sender_neither(
    house: House, ann: Client, enter
) -> None:
    lead = house.accepted()
    assert ann.get(f"/leads/{lead.pk}/process/").status_code == 404
    posted(lead, house)
    assert enter(house.dina).get(f"/leads/{lead.pk}/process/").status_code == 403


def test_a_process_that_was_closed_says_what_closed_it(house: House, ann: Client) -> None:
    lead = posted(house.qualified(), house)
    deal = {"deal_value": {"amount": "8000", "currency": "EUR"}, "deal_segment": "office"}
    lose(lead.pk, by=house.ann, at=NOON, reason="price", **deal)
    for address in (f"/leads/{lead.pk}/", f"/leads/{lead.pk}/process/"):
        assert "closed before its end: the lead was lost" in ann.get(address).text


def test_a_lead_is_moved_by_hand(house: House, ann: Client) -> None:
    lead = posted(house.qualified(), house, "by-hand")
    assert f"/leads/{lead.pk}/process/move/" in ann.get(f"/leads/{lead.pk}/process/").text
    assert ann.post(f"/leads/{lead.pk}/process/move/", {"step": "terms"}).status_code == 303
    assert fresh(lead).steps == ["terms"]


def test_a_newer_version_is_offered_and_gone_by(house: House, ann: Client) -> None:
    kind = published(drawn(task("call"), task("ask")))
    lead = posted(house.qualified(), house, kind)
    published(drawn(task("visit"), task("ask")), kind)
    address = f"/leads/{lead.pk}/process/migrate/?version=2"
    assert address in ann.get(f"/leads/{lead.pk}/process/").text
    assert ann.post(address, {"step_call": ""}).status_code == 422
    assert ann.post(address, {"step_call": "visit"}).status_code == 303
    assert (fresh(lead).steps, Instance.objects.get().version.number) == (["visit"], 2)
    assert ann.get(f"/leads/{lead.pk}/process/migrate/?version=9").status_code == 404


def test_the_page_of_a_task_shows_its_process(house: House, ann: Client) -> None:
    lead = posted(house.qualified(), house)
    page = ann.get(f"/tasks/{open_task(lead).pk}/").text
    assert (f'href="/leads/{lead.pk}/process/"' in page, "Fulfilment" in page) == (True, True)


def test_lines_of_demand_are_entered_as_the_reader_writes_numbers(house: House, ann: Client) -> None:
    house.ann.language = "nl"
    house.ann.save(update_fields=["language"])
    lead = house.accepted()
    line = {"text": "Printers", "quantity": "2,5", "amount": "8.000,50", "kind": "goods"}
    assert ann.post(f"/leads/{lead.pk}/demand/add/", line).status_code == 303
    row = Lead.objects.get(pk=lead.pk).demand.get()
    assert (str(row.quantity), str(row.amount)) == ("2.500", "8000.5000")
    assert "8.000,50" in ann.get(f"/leads/{lead.pk}/").text


def test_a_line_is_offered_as_the_reader_would_type_it(house: House, ann: Client) -> None:
    house.ann.language = "nl"
    house.ann.save(update_fields=["language"])
    lead = house.accepted()
    add_demand(
        lead.pk, {"text": "Paper", "quantity": "1.234", "amount": {"amount": "8000.5"}}, by=house.ann, at=NOON
    )
    address = f"/leads/{lead.pk}/demand/{lead.demand.get().pk}/"
    page = ann.get(address).text
    assert ('value="1,234"' in page, 'value="8000,50"' in page) == (True, True)
    typed = {"text": "Paper", "quantity": "1,234", "amount": "8000,50", "kind": "other", "taken": "on"}
    assert (ann.post(address, typed).status_code, str(lead.demand.get().quantity)) == (303, "1.234")


def test_a_line_that_cannot_be_read_keeps_what_was_typed(house: House, ann: Client) -> None:
    lead = house.accepted()
    answer = ann.post(f"/leads/{lead.pk}/demand/add/", {"text": "Printers", "quantity": "many"})
    assert (answer.status_code, 'value="many"' in answer.text, lead.demand.exists()) == (422, True, False)


def test_a_line_is_changed_taken_off_and_the_total_taken_over(house: House, ann: Client) -> None:
    lead = house.accepted()
    ann.post(f"/leads/{lead.pk}/demand/add/", {"text": "Printers", "amount": "8000"})
    line = f"/leads/{lead.pk}/demand/{lead.demand.get().pk}/"
    typed = {"text": "Printers", "amount": "9000", "kind": "goods", "reason": "Too dear"}
    assert ann.post(line, typed).status_code == 303
    assert (lead.demand.get().is_taken, "Too dear" in ann.get(f"/leads/{lead.pk}/").text) == (False, True)
    assert ann.post(f"/leads/{lead.pk}/demand/aim/").status_code == 303
    assert fresh(lead).target_amount == 9000
    assert (ann.post(f"{line}remove/").status_code, lead.demand.exists()) == (303, False)


def test_history_says_no_price_to_who_may_not_know_amounts(house: House, ann: Client) -> None:
    lead = house.accepted()
    ann.post(f"/leads/{lead.pk}/demand/add/", {"text": "Printers", "amount": "8000"})
    assert "8,000" in ann.get(f"/leads/{lead.pk}/?history=all").text
    change_rights(house.ann, lead_see_deal="none")
    page = ann.get(f"/leads/{lead.pk}/?history=all").text
    assert ("Printers" in page, "8,000" in page) == (True, False)


def test_a_kind_keeps_its_process_when_that_is_retired_and_the_kind_is_renamed(house: House, enter) -> None:
    vera = make_user("vera", unit=house.dina.unit, profile="administrator")
    diagrams.retire("standard-sale", by=vera, at=NOON)
    client, address = enter(vera), "/company/settings/opportunity_kinds/by-hand/"
    assert '<option value="standard-sale" selected>' in client.get(address).text
    sent = {"part": "save", "label_en": "By hand", "kind": "hand", "diagram": "standard-sale"}
    assert client.post(address, sent).status_code == 303
    assert OpportunityKind.objects.get(code="by-hand").label == "By hand"
