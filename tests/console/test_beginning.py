"""A house that begins with a shipped set-up, and leads that are moved on from the command line."""

from leadwright.leads import actions
from leadwright.leads.configuration.changes import with_unmentioned
from leadwright.leads.configuration.file import handed_out
from leadwright.leads.configuration.rows import stored
from leadwright.leads.configuration.setups import SETUPS, setup_of
from leadwright.leads.models import SetupChoice
from leadwright.people.models import Organisation
from tests.makers import NOON, House, fresh, make_lead

WHO = ("--organisation", "Example", "--email", "boss@example.org")


def test_a_house_begins_with_a_set_up(typed):
    done = typed("init", *WHO, "--setup", "software-demo")
    assert done.returncode == 0, done.stderr
    assert stored() == with_unmentioned(stored(), setup_of("software-demo").blueprint)
    assert SetupChoice.objects.get().setup == "software-demo"


def test_a_set_up_that_there_is_not_is_named_and_nothing_is_founded(typed):
    done = typed("init", *WHO, "--setup", "bakery")
    assert done.returncode == 1
    assert "There is no set-up bakery; choose one of: partner-leads, software-demo" in done.stderr
    assert not Organisation.objects.exists()


def test_set_ups_are_listed_and_printed_as_files(typed, tmp_path):
    listed = typed("config", "setups").stdout.splitlines()
    assert [line.split()[0] for line in listed] == list(SETUPS)
    file = tmp_path / "mine.yaml"
    file.write_text(typed("config", "setups", "car-showroom").stdout)
    assert typed("config", "check", str(file)).stdout == ""
    assert typed("config", "setups", "bakery").returncode == 1


def test_leads_move_on_from_the_command_line(typed, tmp_path):
    house = House()
    lead = make_lead(house.ann)
    lead = actions.edit(lead.pk, {"status": "nurture"}, by=house.ann, at=NOON, version=lead.version)
    lines = handed_out().replace("qualified: true", "qualified: false").splitlines()
    kept = [line for line in lines if "nurture, to" not in line and "to: nurture}" not in line]
    text = "\n".join(kept).replace("statuses: [new, nurture, ", "statuses: [new, ")
    file = tmp_path / "smaller.yaml"
    file.write_text(text.replace("nurture: nurture,", ""))
    refused = typed("config", "import", str(file))
    assert (refused.returncode, "STATUS_IN_USE" in refused.stdout) == (1, True)
    assert typed("config", "import", "--move", "nurture", str(file)).returncode == 1
    assert typed("config", "import", "--move", "nurture=new", str(file)).returncode == 0
    assert fresh(lead).status.code == "new"


def test_a_set_up_is_added_from_the_command_line_once(typed):
    would = typed("config", "add", "--dry-run", "software-demo")
    assert "+ types.demo-request.estimate_unit: weeks" in would.stdout
    assert stored().type("demo-request") is None
    assert typed("config", "add", "software-demo").stdout == would.stdout
    assert stored().type("partner-lead") is not None
    assert typed("config", "add", "software-demo").stdout == "Nothing differs.\n"
    assert typed("config", "add", "bakery").returncode == 1
