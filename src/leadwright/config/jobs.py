"""The jobs of the workers: each only pokes, what there is to do stands in the rows; any may run twice."""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from procrastinate import RetryStrategy, exceptions, jobs
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from leadwright.activities.reminding import remind_due
from leadwright.api.repeats import forget_old
from leadwright.clocks.sweep import sets
from leadwright.config.resets import answer_requests
from leadwright.config.sessions import forget_old_sessions
from leadwright.contacts.indexing import sweep_words
from leadwright.exports.actions import forget_old_exports
from leadwright.exports.making import make_next
from leadwright.fields.computing import compute_stale
from leadwright.files.previewing import make_previews
from leadwright.files.sweeping import sweep_orphans
from leadwright.foundation.clock import now
from leadwright.foundation.health import others_work
from leadwright.history.sealing import anchor_line, seal
from leadwright.inbox.imap import Unreachable, fetch, read_mailbox
from leadwright.inbox.receiving import NoHome
from leadwright.inbox.retaining import let_go
from leadwright.intake.models import Import
from leadwright.intake.working import work_off
from leadwright.leads.figure_totals import MOST, add_up, forget_ends
from leadwright.mails.filing import file_waiting
from leadwright.messages.actions import queue
from leadwright.messages.sending import send_due
from leadwright.notifications.mailing import mail_due
from leadwright.people.actions.guessing import forget_old_tries
from leadwright.people.actions.rates import forget_old_counts
from leadwright.people.actions.security import forget_old_events
from leadwright.people.sent_forms import forget_sent_forms
from leadwright.privacy.journal import complete
from leadwright.privacy.retaining import run_all
from leadwright.processes.timing import fire_due
from leadwright.tasks.noticing import notice_due

BATCH = 200
PREVIEWS = 5
LONGEST_PAUSE = 2.0
SEND = "leadwright.send"
IMPORT = "leadwright.import"
STALLED_AFTER_SECONDS = 20.0
log = logging.getLogger("leadwright.jobs")
# Set when somebody asks this process to stop: a job that takes long looks at it where it may be left.
stop = Event()


def every(cron: str, name: str, *, priority: int = 0) -> Callable[[Callable[..., Any]], Any]:
    """Declare a job that runs on a schedule, one at a time; one that still waits is not added again."""

    def declare(work: Callable[..., Any]) -> Any:
        task = app.task(
            name=name,
            lock=name,
            queueing_lock=name,
            priority=priority,
            retry=RetryStrategy(max_attempts=3, wait=5),
        )(work)
        return app.periodic(cron=cron)(task)

    return declare


@every("* * * * * */10", "leadwright.sweep", priority=5)
def sweep_clocks(timestamp: int) -> None:
    """Deal with the clocks whose slot has come, until somebody asks the worker to stop.

    After each set others have their turn: while they use the database, for as long as the set took.
    """
    del timestamp
    began = monotonic()
    for _swept in sets(now):
        pause = min(monotonic() - began, LONGEST_PAUSE) if others_work() else 0
        if stop.wait(pause):
            return
        began = monotonic()


@every("* * * * * */15", SEND, priority=10)
def send_messages(timestamp: int = 0) -> None:
    """Answer who asks for a new password, and hand over what waits in the outbox."""
    del timestamp
    answer_requests(now())
    while send_due(now(), limit=BATCH) >= BATCH:
        continue


@every("* * * * *", "leadwright.remind")
def remind_of_activities(timestamp: int) -> None:
    """Write the reminders of activities that begin soon."""
    del timestamp
    remind_due(now())


@every("* * * * *", "leadwright.fire_timers")
def fire_timers(timestamp: int) -> None:
    """Let the timers of processes go off that are due."""
    del timestamp
    fire_due(now())


@every("* * * * *", "leadwright.notice_tasks")
def notice_tasks(timestamp: int) -> None:
    """Give notice of tasks that are due soon, due or late."""
    del timestamp
    notice_due(now())


@every("* * * * *", "leadwright.mail_notifications")
def mail_notifications(timestamp: int) -> None:
    """Mail the notifications that are due: those wanted at once, and each morning those of the day before."""
    del timestamp
    while mail_due(now()) and not stop.is_set():
        continue


@every("* * * * * */30", "leadwright.receive_mail")
def receive_mail(timestamp: int) -> None:
    """Fetch what is new in the mailboxes, each for itself, and file what waits."""
    del timestamp
    for url in settings.IMAP_URL.split():
        try:
            fetch(read_mailbox(url), at=now())
        except (Unreachable, NoHome, ValueError) as fault:
            log.warning("no mail is fetched: %s", fault)
    while file_waiting(now()) >= BATCH and not stop.is_set():
        continue


@every("* * * * * */5", "leadwright.seal")
def seal_history(timestamp: int) -> None:
    """Chain the entries that were committed."""
    del timestamp
    seal(now())


@every("* * * * * */15", "leadwright.add_up_figures")
def add_up_figures(timestamp: int) -> None:
    """Add what changed to the totals of key figures, a part at a time."""
    del timestamp
    while add_up() >= MOST and not stop.is_set():
        continue


@every("* * * * * */30", "leadwright.compute_fields")
def compute_fields(timestamp: int) -> None:
    """Reckon the rows of computed fields whose expression is new."""
    del timestamp
    compute_stale()


@every("* * * * * */15", "leadwright.draw_previews")
def draw_previews(timestamp: int) -> None:
    """Draw the small pictures of files that were attached, each in a process with narrow limits."""
    del timestamp
    while make_previews(limit=PREVIEWS) and not stop.is_set():
        continue


@every("* * * * * */15", "leadwright.make_exports")
def make_exports(timestamp: int) -> None:
    """Make the exports that somebody asked for, one at a time."""
    del timestamp
    while not stop.is_set() and make_next(now()):
        continue


@every("7 * * * *", "leadwright.forget_exports")
def forget_exports(timestamp: int) -> None:
    """Remove the exports whose days are over."""
    del timestamp
    forget_old_exports(at=now())


@every("53 4 * * *", "leadwright.sweep_files")
def sweep_files(timestamp: int) -> None:
    """Remove from the store what no file names: left by an upload or a deletion that was cut off."""
    del timestamp
    sweep_orphans(at=now())


@every("43 3 * * *", "leadwright.forget_answers")
def forget_old_answers(timestamp: int) -> None:
    """Forget what counts no more: answers, tries, counts, sessions, security events, figures, originals of mails."""
    del timestamp
    forget_old(at=now())
    forget_sent_forms(at=now())
    forget_old_tries(at=now())
    forget_old_events(at=now())
    forget_old_counts(at=now())
    forget_old_sessions(at=now())
    forget_ends(at=now())
    let_go(now())


@every("23 4 * * *", "leadwright.retain")
def let_contacts_go(timestamp: int) -> None:
    """Run the active rules of retention, and write down erasures that the journal misses."""
    del timestamp
    run_all(at=now())
    complete()


@every("23 4 * * *", "leadwright.sweep_words")
def sweep_unused_words(timestamp: int) -> None:
    """Drop the words that no contact's name holds any more, a part at a time."""
    del timestamp
    last = sweep_words()
    while last:
        last = sweep_words(after=last)


@every("17 3 * * *", "leadwright.anchor")
def print_anchor(timestamp: int) -> None:
    """Say the last hash outside: in the log, and where LEADWRIGHT_ANCHOR points to."""
    del timestamp
    line = f"{now().isoformat(timespec='seconds')} {anchor_line()}"
    logging.getLogger("leadwright.security").info("anchor of %s", line)
    target = settings.ANCHOR
    if "@" in target:
        day = f"{now():%Y-%m-%d}"
        queue(
            key=f"anchor:{day}", kind="anchor", to=target, template="anchor", context={"line": line}, at=now()
        )
    elif target:
        with Path(target).open("a") as file:
            file.write(f"{line}\n")


@every("* * * * * */10", "leadwright.imports")
def take_up_imports(timestamp: int) -> None:
    """Let a worker go on with each import that is under way and that nobody works on."""
    del timestamp
    for pk in Import.objects.in_progress().values_list("pk", flat=True):
        poke_importer(pk)


@app.task(name=IMPORT)
def bring_in(pk: int) -> None:
    """Check an import, bring it in, or take it back."""
    work_off(pk, now=now, must_stop=stop.is_set)


def poke_importer(pk: int) -> None:
    """Let a worker go on with an import; the transaction that says so is committed already."""
    lock = f"{IMPORT}:{pk}"
    waiting = ProcrastinateJob.objects.filter(task_name=IMPORT, args={"pk": pk})
    if waiting.filter(status__in=("todo", "doing")).exists():
        return
    try:
        with transaction.atomic():
            app.configure_task(IMPORT, queueing_lock=lock, lock=lock).defer(pk=pk)
    except (exceptions.AlreadyEnqueued, exceptions.ConnectorException, DatabaseError):
        log.debug("import %s waits already", pk)


@app.periodic(cron="* * * * * */10")
@app.task(name="leadwright.retry_stalled", queueing_lock="leadwright.retry_stalled", pass_context=True)
async def retry_stalled(context: Any, timestamp: int) -> None:
    """Take up the jobs of workers that died: their heartbeat is gone, their job still says that it runs."""
    del timestamp
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        log.warning("taking up job %s (%s) of a worker that is gone", job.id, job.task_name)
        try:
            await manager.retry_job(job)
        except exceptions.UniqueViolation:  # another one waits already to do the same
            await manager.finish_job(job, status=jobs.Status.FAILED, delete_job=True)


def poke_sender() -> None:
    """Let a worker look at the outbox as soon as the transaction is committed.

    After the commit, because a waiting poke is unique: inside it, others would wait for us on that index.
    A poke that is lost costs seconds, since the outbox is looked at anyway.
    """
    transaction.on_commit(partial(_poke, SEND), robust=True)


def _poke(name: str) -> None:
    if ProcrastinateJob.objects.filter(queueing_lock=name, status="todo").exists():
        return
    try:
        with transaction.atomic():
            app.configure_task(name, queueing_lock=name, lock=name).defer()
    except (exceptions.AlreadyEnqueued, exceptions.ConnectorException, DatabaseError):
        log.debug("%s waits already", name)
