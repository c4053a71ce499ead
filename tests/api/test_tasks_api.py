"""Tasks through the API, as a client would write it from its document alone."""

from leadwright.foundation.clock import now
from leadwright.tasks.models import Task
from tests.api.test_files_api import send, sheet
from tests.makers import House, make_lead
from tests.tasks.making import complete, make_task

AHEAD = "2036-03-03T15:00:00+01:00"


def today() -> str:
    return now().date().isoformat()


def test_a_task_is_made_worked_on_and_completed(house: House, talk) -> None:
    lead, ann = make_lead(house.ann), talk(house.ann)
    sent = {"subject": "Prepare the offer", "lead": lead.pk, "due": AHEAD, "importance": "high"}
    made = ann.post("/tasks", sent)
    task = made.json()
    assert (made.status_code, task["state"], task["user"]) == (201, "OPEN", house.ann.email)
    assert made.headers["Location"].endswith(f"/tasks/{task['id']}")
    saved = ann.patch(f"/tasks/{task['id']}", {"results": "half"}, If_Match=made.headers["ETag"])
    assert (saved.json()["results"], saved.json()["version"]) == ("half", 2)
    done = ann.post(f"/tasks/{task['id']}/complete", {"completed_on": today()}).json()
    assert (done["state"], done["completed_by"], done["overdue"]) == ("COMPLETED", house.ann.email, False)


def test_completing_without_results_and_day_names_both_and_twice_is_a_conflict(house: House, talk) -> None:
    task, ann = make_task(house.ann), talk(house.ann)
    no = ann.post(f"/tasks/{task.pk}/complete", {})
    assert (no.status_code, {row["pointer"] for row in no.json()["errors"]}) == (
        422,
        {"/results", "/completed_on"},
    )
    said = {"results": "sent", "completed_on": today()}
    assert ann.post(f"/tasks/{task.pk}/complete", said).status_code == 200
    again = ann.post(f"/tasks/{task.pk}/complete", said)
    assert (again.status_code, again.json()["code"]) == (409, "TASK_DONE")


def test_my_open_tasks_are_listed_the_first_due_at_the_top_page_by_page(house: House, talk) -> None:
    late, soon = make_task(house.ann), make_task(house.bob, user=house.ann.email, working_days=None)
    make_task(house.bob)
    complete(make_task(house.ann), house.ann)
    ann = talk(house.ann)
    first = ann.get("/tasks?mine=true&state=open&limit=1").json()
    second = ann.get(f"/tasks?mine=true&state=open&limit=1&cursor={first['next']}").json()
    assert [row["id"] for row in first["items"] + second["items"]] == [late.pk, soon.pk]
    assert second["next"] is None


def test_tasks_are_narrowed_by_lead_importance_due_and_who_is_in_charge(house: House, talk) -> None:
    lead, ann = make_lead(house.ann), talk(house.ann)
    of_lead = make_task(house.ann, lead=lead, importance="high")
    for_unit = make_task(house.ann, unit=house.u1.pk)

    def listed(query: str) -> set[int]:
        return {row["id"] for row in ann.get(f"/tasks?{query}").json()["items"]}

    assert listed(f"lead=L-{lead.pk}") == {of_lead.pk}
    assert listed("importance=high,low") == {of_lead.pk}
    assert listed("owner=none") == {for_unit.pk}
    assert listed(f"owner={house.ann.email}") == {of_lead.pk}
    assert listed("due_to=2026-03-02") == set()
    assert listed("due_from=2026-03-03&due_to=2026-03-03") == {of_lead.pk, for_unit.pk}
    assert listed("state=overdue") == {of_lead.pk, for_unit.pk}
    assert listed("q=REFERENCE letter&state=open") == {of_lead.pk, for_unit.pk}


def test_a_task_is_taken_delegated_and_closed(house: House, talk) -> None:
    task, ann = make_task(house.bob, unit=house.u1.pk), talk(house.ann)
    assert ann.post(f"/tasks/{task.pk}/take").json()["user"] == house.ann.email
    again = ann.post(f"/tasks/{task.pk}/take")
    assert (again.status_code, again.json()["code"]) == (409, "TASK_TAKEN")
    moved = ann.post(f"/tasks/{task.pk}/delegate", {"user": house.bob.email, "reason": "on leave"}).json()
    assert (moved["user"], moved["delegated_by"], moved["unit"]) == (house.bob.email, house.ann.email, None)
    closed = ann.post(f"/tasks/{task.pk}/close", {"reason": "not needed"}).json()
    assert (closed["state"], closed["close_reason"]) == ("CLOSED", "not needed")


def test_comments_are_added_and_read_the_latest_first(house: House, talk) -> None:
    task, ann = make_task(house.ann), talk(house.ann)
    for text in ("first", "second"):
        assert ann.post(f"/tasks/{task.pk}/comments", {"text": text}).status_code == 201
    first = ann.get(f"/tasks/{task.pk}/comments?limit=1").json()
    assert [row["text"] for row in first["items"]] == ["second"]
    second = ann.get(f"/tasks/{task.pk}/comments?cursor={first['next']}").json()
    assert [row["text"] for row in second["items"]] == ["first"]


def test_files_hang_on_a_task_and_stay_once_it_is_done(house: House, talk, settings, tmp_path) -> None:
    settings.FILES = str(tmp_path / "files")
    task, ann = make_task(house.ann), talk(house.ann)
    added = send(house.ann, f"/tasks/{task.pk}/files", sheet())
    assert (added.status_code, added.json()["about"]) == (201, {"kind": "task", "id": task.pk})
    complete(task, house.ann)
    no = ann.delete(f"/files/{added.json()['id']}")
    assert (no.status_code, no.json()["code"]) == (409, "TASK_DONE")
    assert len(ann.get(f"/tasks/{task.pk}/files").json()["items"]) == 1


def test_a_list_of_tasks_costs_as_many_queries_however_long_it_is(
    house: House, talk, django_assert_max_num_queries
) -> None:
    lead, ann = make_lead(house.ann), talk(house.ann)
    for _ in range(6):
        make_task(house.ann, lead=lead)
    with django_assert_max_num_queries(8):
        assert len(ann.get("/tasks?state=open").json()["items"]) == 6


def test_nothing_is_stored_of_a_task_that_is_refused(house: House, talk) -> None:
    no = talk(house.ann).post("/tasks", {"subject": "x", "due": "tomorrow", "unit": 1.5})
    assert (no.status_code, {row["pointer"] for row in no.json()["errors"]}) == (422, {"/due", "/unit"})
    assert not Task.objects.exists()
