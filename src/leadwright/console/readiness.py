"""Whether an installation is fit to run: sound, up to date, and without demo users where it is no demo."""

from collections.abc import Iterable
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import OperationalError, ProgrammingError, connections
from django.db.migrations.executor import MigrationExecutor

from leadwright.console import installation
from leadwright.fields.facets import rebuild_all, unequal
from leadwright.fields.subjects import Subject
from leadwright.foundation.clock import now
from leadwright.leads.figure_totals import differences, repair
from leadwright.people.models import User


def refuse_unless_ready(*, bind: str = "127.0.0.1") -> None:
    """Refuse to run on an unsound installation, on a database of another version, or with demo users."""
    if unapplied():
        raise installation.Stop("The database is not up to date; run `leadwright migrate` first.")
    try:
        call_command("check", databases=["default"], stdout=StringIO())
    except SystemCheckError as error:
        raise installation.Stop(str(error)) from None
    demo_users = User.objects.filter(is_demo=True).exists()
    if demo_users and not settings.DEMO:
        raise installation.Stop(
            "This database holds demo users, whose password everybody knows. Use another database, "
            "or `leadwright demo`."
        )
    if settings.DEMO and bind not in {"127.0.0.1", "::1", "localhost"}:
        raise installation.Stop("A demo listens on this machine only.")


def unapplied() -> bool:
    """Tell whether the code knows migrations that the database does not."""
    try:
        executor = MigrationExecutor(connections["default"])
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except ProgrammingError:
        return True
    except OperationalError as error:
        raise installation.Stop(f"The database does not answer: {error}") from None


def check_figures(*, is_repaired: bool) -> None:
    """Count all leads, and refuse when totals of key figures are not what they should be, or put them right."""
    if is_repaired:
        print(f"Totals of key figures that were put right: {repair(at=now())}.")
    elif count := differences(at=now()):
        raise installation.Stop(
            f"Totals of key figures that are wrong: {count}; run `leadwright check --repair`."
        )


def check_facets(*, is_repaired: bool) -> None:
    """Compare what lists find rows by in own fields with the rows, and refuse when it differs, or put it right."""
    wrong = [subject for subject in Subject if unequal(subject)]
    if is_repaired:
        for subject in wrong:
            rebuild_all(subject)
    elif wrong:
        raise installation.Stop(
            f"Own fields by which rows are not found rightly: {', '.join(wrong)}; run `leadwright check --repair`."
        )


def database_settings(names: Iterable[str]) -> dict[str, str]:
    """Return how the database is set, in its own words."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT name, current_setting(name) FROM unnest(%s::text[]) AS name", [list(names)])
        return dict(cursor.fetchall())
