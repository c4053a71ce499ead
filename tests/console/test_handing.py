"""The open leads of a type are handed to another one from the command line, seen first."""

from leadwright.history.models import Entry
from leadwright.leads import actions
from tests.leads.second_type import second_type
from tests.makers import NOON, House, fresh, make_lead


def test_the_command_line_hands_over_too(typed) -> None:
    house = House()
    second_type(house)
    started = actions.start(make_lead(house.ann).pk, by=house.ann, at=NOON)
    pending = make_lead(house.ann)
    would = typed("config", "hand-over", "--dry-run", "partner-lead", "S")
    assert would.stdout.splitlines() == [
        "new: 1 lead -> new",
        "in-contact: 1 lead stays: Choose the status that they get. (nurture-in-progress)",
        "1 lead would be handed over.",
    ]
    assert fresh(pending).type.code == "partner-lead"
    wrong = typed("config", "hand-over", "--move", "in-contact=new", "partner-lead", "S")
    assert (wrong.returncode, "in-contact" in wrong.stderr) == (1, True)
    done = typed("config", "hand-over", "--move", "in-contact=nurture-in-progress", "partner-lead", "S")
    assert done.stdout.splitlines()[-1] == "2 leads were handed over."
    assert fresh(started).status.code == "nurture-in-progress"
    assert Entry.objects.filter(fact="lead.retyped", actor_kind="system").count() == 2
    assert typed("config", "hand-over", "nothing", "S").returncode == 1
