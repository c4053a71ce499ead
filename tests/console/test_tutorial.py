"""What the tutorial lets people type in a terminal works as it is printed."""

import re
import shlex
import urllib.request

import pytest

from leadwright.console.demo_data import load
from leadwright.foundation.clock import now
from leadwright.history.sealing import seal
from leadwright.people.models import User
from tests.tutorial import TUTORIAL, WORDS, commands, steps


@pytest.fixture
def demo(live):
    """Serve the demo's people and leads, with their history sealed as the worker does."""
    load(at=now(), progress=lambda text: None)
    seal(now())
    return live


def test_its_commands_work_as_they_are_printed(demo, typed):
    verify, token, ask = commands()
    assert typed(*shlex.split(verify)[1:]).returncode == 0
    made = typed(*shlex.split(token.removeprefix("TOKEN=$(").removesuffix(")"))[1:])
    assert made.returncode == 0, made.stderr
    *_curl, header, address = shlex.split(ask)
    name, value = header.replace("$TOKEN", made.stdout.strip()).split(": ")
    request = urllib.request.Request(
        address.replace("http://127.0.0.1:8000", demo.url), headers={name: value}
    )
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 200
    named = {email for text in steps().values() for _name, email in WORDS.findall(text) if email}
    assert User.objects.filter(email__in=named).count() == len(named) == 2


def test_the_folder_that_it_tells_to_set_is_the_one_that_the_demo_got():
    text = TUTORIAL.read_text()
    folder = re.search(r'ARGS="--data (\S+) --port \d+"', text)
    assert folder
    assert f"export LEADWRIGHT_DATA={folder[1]}`" in text
