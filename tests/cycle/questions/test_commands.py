"""Every command that help or the app's list names is understood as what it says."""

import pytest

from bot.package.commands import COMMANDS
from cycle.people import Person, Role
from cycle.questions.commands import ASK, TEAM, YOURS, buttons_for
from cycle.questions.parse import understand
from cycle.questions.question import Choices, NotFound, OutOfScope
from tests.cycle.questions.language import TODAY, demo


@pytest.mark.parametrize("command", [*ASK, *YOURS, *TEAM], ids=lambda one: one.typed)
def test_a_command_asks_what_it_says(command):
    typed = command.typed.replace("…", "two officers left")
    assert type(understand(typed, demo(), TODAY).question) is command.asks


@pytest.mark.parametrize("role", list(Role))
def test_every_button_of_help_is_understood(role):
    person = Person(id=1, name="Ann", email="ann@example.org", roles=frozenset({role}))
    for _, text in buttons_for(person):
        question = understand(text, demo(), TODAY).question
        assert not isinstance(question, Choices | NotFound | OutOfScope), text


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one.title)
def test_every_command_of_the_app_is_understood(command):
    question = understand(command.title, demo(), TODAY).question
    assert not isinstance(question, Choices | NotFound | OutOfScope)
