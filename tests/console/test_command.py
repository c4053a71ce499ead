"""The `leadwright` command, as somebody types it."""

import os
import socket
import subprocess
import sys

import pytest

from leadwright.console.main import COMMANDS, main
from leadwright.contacts.models import Contact
from leadwright.foundation.clock import now
from leadwright.foundation.ids import digest_of
from leadwright.history.sealing import seal
from leadwright.intake.models import ImportRow
from leadwright.leads.figure_totals import add_up
from leadwright.leads.models import FigureTotal
from leadwright.messages.actions import is_paused
from leadwright.people.models import ApiToken, Invitation, Organisation, User
from tests.intake.bringing import DEALS, English
from tests.makers import House, make_user


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert f"leadwright {name}" in capsys.readouterr().out


def test_a_token_is_printed_alone_and_stored_as_a_digest(begun):
    user = make_user("Ann")
    done = begun("token", "create", user.email)
    assert done.returncode == 0
    assert done.stdout.count("\n") == 1
    assert ApiToken.objects.get(user=user).digest == digest_of(done.stdout.strip(), purpose="api")


def test_a_token_is_made_to_read_only_for_some_days_and_with_a_name(typed):
    user = make_user("Ann")
    typed("token", "create", user.email, "--read-only", "--days", "3", "--name", "Report")
    row = ApiToken.objects.get()
    assert (row.name, row.read_only, (row.expires_at - row.created_at).days) == ("Report", True, 3)
    done = typed("token", "create", user.email, "--days", "999")
    assert (done.returncode, ApiToken.objects.count()) == (1, 1)
    assert "1 to 180 days" in done.stderr


def test_a_revoked_token_is_revoked(typed):
    user = make_user("Ann")
    typed("token", "create", user.email)
    assert typed("token", "revoke", user.email).returncode == 0
    assert ApiToken.objects.get(user=user).revoked_at is not None


def test_a_token_for_nobody_is_refused_in_one_sentence(typed):
    done = typed("token", "create", "nobody@example.org")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "leadwright: There is no user nobody@example.org.\n"


def test_a_new_house_has_one_invitation_and_no_second_founding(typed, begun):
    done = begun("init", "--organisation", "Example", "--email", "boss@example.org")
    assert done.returncode == 0, done.stderr
    token = done.stdout.strip().removesuffix("/").rpartition("/")[2]
    assert Invitation.objects.get().digest == digest_of(token, purpose="invitation")
    codes = {profile.code for profile in User.objects.get().held}
    assert codes == {"administrator", "company-admin", "lead-distributor"}
    again = typed("init", "--organisation", "Other", "--email", "other@example.org")
    assert again.returncode == 1
    assert Organisation.objects.count() == 1


def test_mails_wait_until_somebody_lets_them_go(typed, begun):
    assert typed("outbox", "status").stdout == "Mails leave; 0 in the outbox.\n"
    assert begun("outbox", "pause").stdout == "Mails wait; 0 in the outbox.\n"
    assert is_paused()
    assert typed("outbox", "resume").stdout == "Mails leave; 0 in the outbox.\n"
    assert not is_paused()


def test_lines_that_wait_are_listed_and_read_again(typed, begun, tmp_path):
    house, english = House(), English(tmp_path)
    english.bring()
    Contact.objects.update(is_blocked=True)
    english.put(DEALS.replace("A1", "Z1"))
    english.bring()
    number = ImportRow.objects.waiting().get().file_import_id
    assert typed("quarantine", "list").stdout == f"{number}: deals.csv of {house.vendor}: 1 lines\n"
    Contact.objects.update(is_blocked=False)
    done = begun("quarantine", "read-again", str(number))
    assert (done.returncode, done.stderr) == (0, "")
    assert typed("quarantine", "list").stdout == ""
    assert typed("quarantine", "read-again", "999").returncode == 1


@pytest.mark.parametrize("command", ["serve", "work", "check"])
def test_without_a_secret_nothing_starts(begun, command):
    done = begun(command, SECRET_KEY="")
    assert done.returncode == 1
    assert "SECRET_KEY" in done.stderr


@pytest.mark.asvs("6.3.2")
@pytest.mark.parametrize("command", ["serve", "work"])
def test_a_server_with_demo_users_is_refused(typed, command):
    User.objects.filter(pk=make_user("Vera").pk).update(is_demo=True)
    done = typed(command)
    assert done.returncode == 1
    assert "demo users" in done.stderr


def test_a_demo_listens_on_this_machine_only(typed):
    done = typed("serve", "--bind", "0.0.0.0", LEADWRIGHT_DEMO="1")
    assert done.returncode == 1
    assert "this machine only" in done.stderr


def test_check_is_content_with_the_two_roles(begun):
    done = begun("check")
    assert (done.returncode, done.stdout) == (0, "All is well.\n")
    assert "LEADWRIGHT_BASE_URL leads nowhere now" in done.stderr


def test_check_finds_wrong_key_figures_and_puts_them_right_when_asked(typed):
    House().queued()
    add_up()
    FigureTotal.objects.update(number=7)
    done = typed("check")
    assert (done.returncode, "run `leadwright check --repair`" in done.stderr) == (1, True)
    assert "that were put right: " in typed("check", "--repair").stdout
    assert typed("check").returncode == 0


def test_check_warns_of_a_server_that_nobody_has_tuned(typed):
    done = typed("check")
    assert done.returncode == 0
    assert "shared_buffers is 128MB as PostgreSQL ships it" in done.stderr


def test_check_fails_when_the_owner_of_the_tables_runs_the_product(typed, owner_url):
    done = typed("check", DATABASE_URL=owner_url)
    assert done.returncode == 1
    assert "owns the table history_entry" in done.stderr
    assert "may TRUNCATE history_entry" in done.stderr


def test_migrate_refuses_one_role_for_both(typed, owner_url):
    done = typed("migrate", DATABASE_URL=owner_url)
    assert done.returncode == 1
    assert "same role" in done.stderr


def test_migrate_twice_changes_nothing(typed):
    assert typed("migrate").returncode == 0
    assert "No migrations to apply" in typed("migrate").stdout


def test_an_intact_history_is_told_to_be_intact(begun):
    make_user("Ann")
    seal(now())
    done = begun("verify-history")
    assert done.returncode == 0, done.stdout
    assert "0 faults" in done.stdout


def test_an_anchor_that_is_none_is_refused(typed):
    done = typed("verify-history", "--anchor", "gibberish")
    assert done.returncode == 1
    assert "anchor" in done.stderr


def test_a_port_that_is_taken_is_told_in_one_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [
            sys.executable,
            "-m",
            "leadwright.console.main",
            "demo",
            "--port",
            port,
            "--data",
            str(tmp_path),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (
        1,
        f"leadwright: Port {port} is taken; choose another one with --port.\n",
    )


def test_a_folder_without_a_database_says_how_to_begin(tmp_path):
    command = [sys.executable, "-m", "leadwright.console.main", "check", "--data", str(tmp_path)]
    bare = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(command, env=bare, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "leadwright demo" in done.stderr


def test_the_configuration_goes_out_and_in_as_a_file(typed, begun, tmp_path):
    file = tmp_path / "configuration.yaml"
    assert begun("config", "export", str(file)).returncode == 0
    assert typed("config", "check", str(file)).stdout == ""
    assert typed("config", "import", str(file)).stdout == "Nothing differs.\n"
    file.write_text(file.read_text().replace("initial: [new]", "initial: []"))
    checked = typed("config", "check", str(file))
    assert (checked.returncode, checked.stdout.count("\n")) == (1, 1)
    assert "NO_INITIAL: No status is the initial one" in checked.stdout
    assert typed("config", "import", "--dry-run", str(file)).returncode == 1


def test_check_warns_of_a_sender_that_no_server_takes(typed):
    done = typed("check", LEADWRIGHT_SMTP_URL="smtp://mail.example.com")
    assert "from which no mail server takes a mail" in done.stderr
    done = typed("check", LEADWRIGHT_SMTP_URL="smtp://mail.example.com", LEADWRIGHT_FROM="leads@example.com")
    assert "no mail server" not in done.stderr


def test_check_refuses_an_address_that_is_none(typed):
    done = typed("check", LEADWRIGHT_BASE_URL="leads.example.com")
    assert (done.returncode, "no address of a site" in done.stderr) == (1, True)


def test_help_is_there_at_once_because_no_command_is_made_ready_but_the_one_that_runs():
    dear = ("django.db", "django.core.management", "gunicorn", "waitress", "procrastinate")
    code = f"import sys, leadwright.console.main; print(sorted(sys.modules.keys() & {set(dear)}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
