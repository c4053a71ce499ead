"""The pages of tasks: mine by when they are due, one with its results, and what a lead shows of them."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from leadwright.people.models import User
from leadwright.tasks.models import Comment, Task
from leadwright.tasks.states import TaskState
from tests.makers import House, make_lead, make_user, moment
from tests.tasks.making import anew, complete, make_task
from tests.web.sheets import sheet_at

AHEAD = "2036-03-03T15:00"
FAR = moment("2036-01-05 10:00")


@pytest.fixture
def ann(house: House, enter: Callable[..., Client]) -> Client:
    return enter(house.ann)


def subjects(page: str) -> list[str]:
    """Return what the rows of a page are about, from the top to the bottom."""
    return re.findall(r'class="cover strong"\s+href="/tasks/\d+/">([^<]+)<', page)


def test_my_tasks_are_grouped_by_when_they_are_due_and_what_others_do_stands_last(
    house: House, ann: Client
) -> None:
    make_task(house.ann, subject="Late one")
    make_task(house.ann, subject="Far one", due=FAR)
    make_task(house.ann, subject="For Bob", user=house.bob.email, due=FAR)
    page = ann.get("/tasks/").text
    assert subjects(page) == ["Late one", "Far one", "For Bob"]
    order = [page.index(f'id="tasks-{name}"') for name in ("late", "later", "waiting")]
    assert order == sorted(order)
    assert 'id="tasks-today"' not in page


def test_the_menu_says_how_many_tasks_are_open_and_that_some_are_late(house: House, ann: Client) -> None:
    assert "<b" not in ann.get("/tasks/").text.split('data-go="tasks"')[1].split("</a>")[0]
    make_task(house.ann)
    entry = ann.get("/leads/").text.split('data-go="tasks"')[1].split("</a>")[0]
    assert '<b class="late">1</b>' in entry


def test_what_is_for_the_unit_is_taken_with_one_press(house: House, ann: Client) -> None:
    task = make_task(house.bob, unit=house.u1.pk)
    assert subjects(ann.get("/tasks/?view=unit").text) == [task.subject]
    assert ann.post(f"/tasks/{task.pk}/take/").status_code == 303
    assert anew(task).owner == house.ann
    assert subjects(ann.get("/tasks/?view=unit").text) == []


def test_a_task_is_made_from_the_page_of_a_lead_and_stands_there(house: House, ann: Client) -> None:
    lead = make_lead(house.ann)
    address = f"/leads/{lead.pk}/tasks/new/"
    assert address in ann.get(f"/leads/{lead.pk}/").text
    sheet = sheet_at(ann, address)
    sent = sheet.sent(subject="Prepare the offer", due=AHEAD, whom=f"user:{house.bob.email}")
    assert ann.post(sheet.action, sent).status_code == 303
    assert (Task.objects.get().owner, Task.objects.get().lead) == (house.bob, lead)
    assert subjects(ann.get(f"/leads/{lead.pk}/").text) == ["Prepare the offer"]


def test_a_form_that_is_refused_keeps_what_was_typed_and_names_the_fields(house: House, ann: Client) -> None:
    sheet = sheet_at(ann, "/tasks/new/")
    no = ann.post(sheet.action, sheet.sent(subject="", instructions="Ask for prices"))
    assert no.status_code == 422
    assert "Ask for prices" in no.text
    assert not Task.objects.exists()


def test_progress_is_saved_and_the_task_completed_on_its_page(house: House, ann: Client) -> None:
    task = make_task(house.ann)
    sheet = sheet_at(ann, f"/tasks/{task.pk}/", "results")
    assert ann.post(sheet.action, sheet.sent(results="half of it", act="save")).status_code == 303
    assert (anew(task).results, anew(task).state) == ("half of it", TaskState.OPEN)
    sheet = sheet_at(ann, f"/tasks/{task.pk}/", "results")
    done = ann.post(sheet.action, sheet.sent(act="complete"))
    assert (done.status_code, anew(task).state) == (303, TaskState.COMPLETED)
    assert subjects(ann.get("/tasks/?view=done").text) == [task.subject]


def test_completing_without_a_day_keeps_the_results_that_were_typed(house: House, ann: Client) -> None:
    task = make_task(house.ann)
    sheet = sheet_at(ann, f"/tasks/{task.pk}/", "results")
    no = ann.post(sheet.action, sheet.sent(results="all of it", completed_on="", act="complete"))
    assert (no.status_code, anew(task).state) == (422, TaskState.OPEN)
    assert "all of it" in no.text
    assert "id_completed_on_error" in no.text


def test_what_two_save_at_once_is_not_overwritten(house: House, ann: Client, enter) -> None:
    task = make_task(house.ann)
    bob, at = enter(house.bob), f"/tasks/{task.pk}/results/"
    first, second = (sheet_at(client, f"/tasks/{task.pk}/", "results") for client in (ann, bob))
    ann.post(at, first.sent(results="from Ann", act="save"))
    no = bob.post(at, second.sent(results="from Bob", act="save"))
    assert (no.status_code, anew(task).results) == (409, "from Ann")
    assert "from Bob" in no.text


def test_who_saved_before_is_named_of_a_task_of_a_lead_too(house: House, ann: Client, enter) -> None:
    task = make_task(house.adm, lead=house.accepted())
    bob, at = enter(house.bob), f"/tasks/{task.pk}/results/"
    first, second = (sheet_at(client, f"/tasks/{task.pk}/", "results") for client in (ann, bob))
    ann.post(at, first.sent(results="from Ann", act="save"))
    no = bob.post(at, second.sent(results="from Bob", act="save"))
    assert "Ann changed it on" in no.text


def test_it_is_delegated_closed_and_commented_from_its_page(house: House, ann: Client) -> None:
    task = make_task(house.ann)
    assert ann.post(f"/tasks/{task.pk}/delegate/", {"user": house.bob.email}).status_code == 303
    assert ann.post(f"/tasks/{task.pk}/comment/", {"text": "Please by noon."}).status_code == 303
    assert "Please by noon." in ann.get(f"/tasks/{task.pk}/").text
    assert ann.post(f"/tasks/{task.pk}/close/", {"reason": "no need"}).status_code == 303
    assert (anew(task).owner, anew(task).state) == (house.bob, TaskState.CLOSED)


def test_of_a_done_task_the_page_offers_nothing_but_comments_and_files(house: House, ann: Client) -> None:
    page = ann.get(f"/tasks/{complete(make_task(house.ann), house.ann).pk}/").text
    for act in ("results", "delegate", "edit", "close", "take"):
        assert f'/{act}/"' not in page
    assert 'action="/tasks/' in page


def test_what_is_asked_is_changed_while_it_is_open(house: House, ann: Client) -> None:
    task = make_task(house.ann)
    sheet = sheet_at(ann, f"/tasks/{task.pk}/edit/")
    assert ann.post(sheet.action, sheet.sent(subject="Send both letters")).status_code == 303
    assert (anew(task).subject, anew(task).due_at) == ("Send both letters", task.due_at)


def test_whoever_is_in_charge_of_a_task_on_a_lead_out_of_reach_is_not_told_of_the_lead(
    house: House, enter
) -> None:
    lead = house.accepted()
    stranger = make_user("olaf", unit=house.u2, profile="portal-writer")
    role = stranger.held[0]
    make_task(house.ann, lead=lead, unit=house.u2.pk)
    role.permissions |= {"lead.view": "own"}
    role.save()
    page = enter(stranger).get("/tasks/?view=unit").text
    assert len(subjects(page)) == 1
    assert not {f"L-{lead.pk}", lead.contact.name} & set(re.findall(r"[\w-]+", page))


def test_my_tasks_cost_as_many_queries_however_many_there_are(
    house: House, ann: Client, count_queries
) -> None:
    lead = make_lead(house.ann)
    make_task(house.ann, lead=lead)
    few = count_queries(lambda: ann.get("/tasks/"))
    for _ in range(5):
        make_task(house.ann, lead=lead)
    assert count_queries(lambda: ann.get("/tasks/")) <= few


def test_all_tasks_within_reach_are_found_by_words_and_filters(house: House, ann: Client) -> None:
    make_task(house.bob, subject="Measure the room")
    make_task(house.ann, subject="Call back")
    assert subjects(ann.get("/tasks/all/").text) == ["Measure the room", "Call back"]
    assert subjects(ann.get("/tasks/all/?q=measure").text) == ["Measure the room"]
    assert subjects(ann.get("/tasks/all/?owner=me&state=overdue").text) == ["Call back"]


def test_comments_beyond_the_first_page_are_not_cut_off(house: House, ann: Client) -> None:
    task = make_task(house.ann)
    said = [
        Comment(task=task, at=moment("2026-03-02 12:00"), by=house.ann, text=f"No. {n}.") for n in range(51)
    ]
    Comment.objects.bulk_create(said)
    first = ann.get(f"/tasks/{task.pk}/").text
    following = re.search(r'href="([^"]+)" rel="next"', first)
    assert "No. 0." not in first
    assert "No. 0." in ann.get(following[1].partition("#")[0]).text


def test_a_lead_with_many_open_tasks_leads_on_to_all_of_them(house: House, ann: Client) -> None:
    lead = make_lead(house.ann)
    for number in range(21):
        make_task(house.ann, lead=lead, subject=f"Task {number}", due=FAR)
    page = ann.get(f"/leads/{lead.pk}/").text
    link = re.search(r'href="(/tasks/all/[^"]+)"', page)
    assert len(subjects(page)) == 20
    assert len(subjects(ann.get(link[1].replace("&amp;", "&")).text)) == 21


def test_what_a_list_cannot_be_narrowed_by_is_said_in_the_readers_language(house: House, enter) -> None:
    User.objects.filter(pk=house.ann.pk).update(language="nl")
    page = enter(house.ann).get("/tasks/all/?owner=nobody@x.example").text
    assert "schrijf me, none, any, of het e-mailadres van iemand van uw bedrijf" in page
