"""What tasks say of a person goes when the person is erased, also of those that are done; times and states stay."""

from leadwright.files.models import File
from leadwright.foundation.personal import BLANK
from leadwright.leads.actions import add_party
from leadwright.messages.models import Message
from leadwright.people.models import User
from leadwright.privacy.erasing import erase
from leadwright.tasks import actions
from leadwright.tasks.models import Comment
from leadwright.tasks.noticing import notice_due
from leadwright.tasks.states import TaskState
from tests.files.attaching import attach
from tests.makers import NOON, House, make_contact, make_lead
from tests.tasks.making import TOMORROW, anew, complete, make_task


def gone(contact_id: int, by: User) -> None:
    erase([contact_id], by=by, at=NOON)


def test_the_texts_of_a_task_on_a_lead_of_the_person_go_with_comments_and_files(
    house: House, settings, tmp_path
) -> None:
    settings.FILES = str(tmp_path / "files")
    eva = make_contact(house.ann, kind="person", name="Eva Peeters", email="eva@peeters.example")
    task = make_task(house.ann, lead=make_lead(house.ann, contact=eva), instructions="Ask Eva.")
    actions.comment(task.pk, {"text": "Eva is ill."}, by=house.ann, at=NOON)
    attach(task, house.ann)
    complete(task, house.ann, results="Eva said yes.")
    gone(eva.pk, house.adm)
    stored = anew(task)
    assert (stored.subject, stored.instructions, stored.results) == (BLANK, "", "")
    assert (stored.state, stored.completed_by) == (TaskState.COMPLETED, house.ann)
    assert Comment.objects.get().text == ""
    assert not File.objects.exists()


def test_in_tasks_of_others_an_address_becomes_a_dash(house: House) -> None:
    eva = make_contact(house.ann, kind="person", name="Eva Peeters", email="eva@peeters.example")
    task = make_task(house.ann, instructions="Write to eva@peeters.example first.")
    actions.comment(task.pk, {"text": "Or eva@peeters.example at home."}, by=house.ann, at=NOON)
    gone(eva.pk, house.adm)
    assert anew(task).instructions == f"Write to {BLANK} first."
    assert Comment.objects.get().text == f"Or {BLANK} at home."


def test_in_mails_of_a_task_of_a_lead_in_which_the_person_takes_part_the_name_goes_too(house: House) -> None:
    eva, lead = make_contact(house.ann, kind="person", name="Eva Peeters"), house.accepted()
    add_party(lead.pk, {"person": eva.pk}, by=house.ann, at=NOON)
    make_task(house.ann, lead=lead, subject="Call Eva Peeters")
    notice_due(TOMORROW)
    gone(eva.pk, house.adm)
    assert "Eva" not in Message.objects.get(kind="task_due").text
