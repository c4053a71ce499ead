"""Commands run in a copy of this process: all is imported there, while settings are read as a new start reads them."""

import os
import runpy
import sys
import warnings
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from subprocess import CompletedProcess, TimeoutExpired
from tempfile import TemporaryDirectory
from unittest.mock import patch

import django
from django.conf import settings
from django.db import connections
from django.test import override_settings
from django.urls import get_resolver

from leadwright.console import children, installation, main

SECONDS = 90
SETTINGS = "leadwright.config.settings"


def run(
    arguments: Sequence[str], environment: dict[str, str], given: bytes = b""
) -> "CompletedProcess[bytes]":
    """Run a command with an environment and what is typed into it; return its exit code and all that it wrote."""
    with TemporaryDirectory(prefix="leadwright-command-") as folder:
        stdin, stdout, stderr = (Path(folder, name) for name in ("in", "out", "err"))
        stdin.write_bytes(given)
        process = started(arguments, environment, stdin=stdin, stdout=stdout, stderr=stderr)
        process.join(SECONDS)
        if process.exitcode is None:
            process.kill()
            raise TimeoutExpired(list(arguments), SECONDS)
        return CompletedProcess(arguments, process.exitcode, stdout.read_bytes(), stderr.read_bytes())


def started(arguments: Sequence[str], environment: dict[str, str], **files: Path) -> ForkProcess:
    """Start a command whose standard input, output and error are files."""
    # What each copy would read anew is read here.
    assert get_resolver().url_patterns
    return _copied(_command, arguments, environment, files)


def calling(function: Callable[..., object], *arguments: object) -> ForkProcess:
    """Start a function in a copy of this process, with connections of its own to the same database."""
    return _copied(_call, function, arguments)


def _copied(target: Callable[..., None], *arguments: object) -> ForkProcess:
    process = get_context("fork").Process(target=target, args=arguments)
    with warnings.catch_warnings():
        # Whatever else runs in this process waits for somebody, and holds nothing that the copy needs.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    return process


def _call(function: Callable[..., object], arguments: Sequence[object]) -> None:
    _forget_connections()
    function(*arguments)


def _forget_connections() -> None:
    """Let go of the connections of the other process, which goes on with them: they are not closed here."""
    for link in connections.all(initialized_only=True):
        del connections[link.alias]


def _command(arguments: Sequence[str], environment: dict[str, str], files: dict[str, Path]) -> None:
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "a"), ("stderr", "a"))):
        with files[name].open(mode) as file:
            os.dup2(file.fileno(), number)
        setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))
    _run_here(arguments, environment)


def _run_here(arguments: Sequence[str], environment: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    with patch.object(django, "setup", _beginning(django.setup)), patch.object(children, "run", _run_child):
        sys.exit(main.main(list(arguments)))


def _run_child(*arguments: str, environment: dict[str, str] | None = None) -> None:
    """Run a command that a command runs."""
    surroundings = {**os.environ, **(environment or {})}
    child = get_context("fork").Process(target=_run_here, args=(arguments, surroundings))
    child.start()
    child.join()
    if child.exitcode:
        raise installation.Stop(f"`leadwright {' '.join(arguments)}` failed.")


def _beginning(setup: Callable[[], None]) -> Callable[[], None]:
    """Return how Django starts here: on the settings of this environment, with connections of its own."""

    def begin() -> None:
        values = {name: value for name, value in runpy.run_module(SETTINGS).items() if name.isupper()}
        databases = values.pop("DATABASES")
        changed = {name: value for name, value in values.items() if value != getattr(settings, name, None)}
        _forget_connections()
        connections.settings = connections.configure_settings(databases)
        override_settings(**changed).enable()
        setup()

    return begin
