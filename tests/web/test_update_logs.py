"""The window of an update logs what was done with the customer in the same step."""

from leadwright.activities.models import Activity
from leadwright.leads.models import LeadType
from leadwright.leads.states import State
from tests.makers import House, fresh
from tests.web.conftest import Door
from tests.web.test_update import send


def test_an_update_logs_what_was_done_in_the_same_step(house: House, enter: Door) -> None:
    lead = house.qualified()
    sent = {"success_rate": "70", "done_kind_0": "call", "done_subject_0": "Third site"}
    answer = send(enter(house.ann), lead, **sent, done_kind_2="meeting")
    assert answer.status_code == 303
    logged = list(Activity.objects.order_by("pk").values_list("kind__code", "subject", "state", "lead"))
    assert logged == [("call", "Third site", "COMPLETED", lead.pk), ("meeting", "", "COMPLETED", lead.pk)]
    assert fresh(lead).success_rate == 70


def test_what_was_done_is_logged_before_the_lead_is_closed(house: House, enter: Door) -> None:
    LeadType.objects.update(closing_data_when_lost=False)
    lead = house.qualified()
    answer = send(enter(house.ann), lead, outcome="closed-lost", reason="price", done_kind_0="call")
    assert (answer.status_code, fresh(lead).state) == (303, State.LOST)
    assert Activity.objects.get().lead_id == lead.pk


def test_a_fault_in_a_line_stores_nothing_is_named_there_and_keeps_what_was_typed(
    house: House, enter: Door
) -> None:
    lead, client = house.qualified(), enter(house.ann)
    sent = {"success_rate": "70", "done_kind_0": "call", "done_subject_1": "as typed"}
    answer = send(client, lead, **sent, done_at_2="2036-03-03T15:00", done_kind_2="call")
    assert (answer.status_code, 'value="as typed"' in answer.text) == (422, True)
    assert ("id_done_kind_1_error" in answer.text, "id_done_at_2_error" in answer.text) == (True, True)
    assert "id_done_kind_0_error" not in answer.text
    assert (Activity.objects.exists(), fresh(lead).success_rate) == (False, lead.success_rate)


def test_qualifying_logs_the_call_in_which_it_was_heard(house: House, enter: Door) -> None:
    lead = house.accepted()
    answer = send(enter(house.ann), lead, outcome="opportunity", done_kind_0="call")
    assert (answer.status_code, fresh(lead).qualification) == (303, "OPPORTUNITY")
    assert Activity.objects.get().participants.get().contact_id == lead.contact_id


def test_the_window_has_three_empty_lines_folded(house: House, enter: Door) -> None:
    page = enter(house.ann).get(f"/leads/{house.qualified().pk}/update/").text
    assert [f'name="done_kind_{place}"' in page for place in range(4)] == [True, True, True, False]
    assert '<details class="more-fields">' in page
