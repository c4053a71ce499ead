"""Reactions and questions: what the pages list exists, and what does not is found at the start."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from leadwright.config import checks
from leadwright.config.apps import named
from leadwright.config.questions import QUESTIONS
from leadwright.config.reactions import REACTIONS


@pytest.mark.parametrize("name", sorted({name for names in REACTIONS.values() for name in names}))
def test_each_listed_reaction_exists_and_says_what_it_does(name):
    assert named(name, module="reactions").__doc__


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_question_has_an_answer(question):
    assert callable(named(question, module="questions"))
    assert all(callable(named(answer, module="answers")) for answer in QUESTIONS[question])


def test_each_reaction_reacts_to_a_fact_that_is_declared():
    assert checks.each_reaction_has_its_fact(None) == []


def test_a_reaction_to_a_fact_that_nobody_declares_is_found(monkeypatch):
    monkeypatch.setitem(REACTIONS, "lead.teleported", [])
    (error,) = checks.each_reaction_has_its_fact(None)
    assert "lead.teleported" in error.msg


def test_a_reaction_that_does_not_exist_stops_the_start():
    with pytest.raises((ImportError, ImproperlyConfigured)):
        named("leads.fly_away", module="reactions")
