"""How the command line talks: in the caller's language, in one sentence when something is wrong."""

import os
from typing import Any

import click
from click import core, decorators, exceptions, formatting, termui, types
from click import parser as parsing

from crm.errors import CrmError, Invalid
from crm.language import N_, say
from crm.settings import SettingsError

# What click says by itself, for our catalogue.
CLICKS = (
    N_("Usage:"), N_("Options"), N_("Commands"), N_("Show this message and exit."), N_("Error: {message}"), N_("Aborted!"),
    N_("Try '{command} {option}' for help."), N_("No such command {name!r}."), N_("No such option {name!r}."), N_("Missing command."),
    N_("Missing argument"), N_("Missing option"), N_("Invalid value: {message}"), N_("Invalid value for {param_hint}: {message}"),
    N_("Option {name!r} does not take a value."), N_("{name} {filename!r} does not exist."), N_("{name} {filename!r} is a directory."),
    N_("{value!r} is not a valid {number_type}."), N_("{value} is not in the range {range}."), N_("default: {default}"),
    N_("Could not open file {filename!r}: {message}"), N_("Error: The two entered values do not match."), N_("Error: invalid input"),
    N_("Got unexpected extra argument ({args})"), N_("Option {name!r} requires an argument."), N_("Error: {error}"),
)  # fmt: skip


def spoken() -> str:
    """The language of CRM_LANG, else of the locale; Chinese when neither is English."""
    asked = next((os.environ[name] for name in ("CRM_LANG", "LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "en" if asked.lower().startswith("en") else "zh"


def speak() -> None:
    """Let click's own sentences come from our catalogue."""
    for module in (core, decorators, exceptions, formatting, parsing, termui, types):
        for name, ours in (("_", say), ("ngettext", say_many_plain)):
            if hasattr(module, name):
                setattr(module, name, ours)


def say_many_plain(one: str, many: str, n: int) -> str:
    """As gettext's ngettext: click fills in the values by itself."""
    return say(one if n == 1 else many)


class Said:
    """Help that is a message id until it is shown."""

    _help: str | None = None

    @property
    def help(self) -> str | None:
        return say(self._help) if self._help else None

    @help.setter
    def help(self, text: str | None) -> None:
        self._help = text


class Command(Said, click.Command):
    """A command that answers every expected error with one sentence."""

    def get_short_help_str(self, limit: int = 45) -> str:
        return (self.help or "").replace("。", ". ").split(". ")[0].rstrip(".")

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if os.environ.get("CRM_DEBUG"):
                raise
            raise Refusal(sentence(error), _expected(error)) from error


class Option(Said, click.Option):
    """An option whose help is in the reader's language."""


class Commands(Said, click.Group):
    """A group of such commands."""

    command_class = Command

    def get_short_help_str(self, limit: int = 45) -> str:
        return Command.get_short_help_str(self, limit)  # type: ignore[arg-type]


class Refusal(click.ClickException):
    """What the user reads instead of a stack trace. 2: he can put it right; 1: we have to."""

    def __init__(self, message: str, expected: bool = True):
        super().__init__(message)
        self.exit_code = 2 if expected else 1  # type: ignore[misc]


def option(*names: str, **more: Any) -> Any:
    return click.option(*names, cls=Option, **more)


def command(name: str, **more: Any) -> Any:
    return click.command(name, cls=Command, **more)


def tell(text: str, **values: Any) -> None:
    """Print a sentence in the reader's language."""
    click.echo(say(text, **values))


def _is_migration(error: Exception) -> bool:
    """By name: its module brings the whole data floor with it, which --help can do without."""
    return type(error).__name__ == "MigrationError"


def _expected(error: Exception) -> bool:
    return isinstance(error, (SettingsError, CrmError)) or _is_migration(error)


def sentence(error: Exception) -> str:
    """What went wrong, in one sentence."""
    if isinstance(error, Invalid):
        return " ".join([say(error.words), *(f"{name}: {say(why)}" for name, why in error.fields.items())])
    if isinstance(error, CrmError):
        return say(error.words)
    first = (str(error).splitlines() or [type(error).__name__])[0]
    if isinstance(error, SettingsError):
        return " ".join(say(one) for one in error.sentences)
    if _is_migration(error):
        return say("The database's schema was left as it was: {why}", why=first)
    if type(error).__module__.split(".")[0] in ("sqlalchemy", "psycopg", "sqlite3"):
        return say("The database does not answer as it should: {why}", why=first)
    if isinstance(error, OSError):
        return f"{error.strerror or first}{f': {error.filename}' if error.filename else ''}"
    return say("Something went wrong: {why} (CRM_DEBUG=1 shows where)", why=f"{type(error).__name__}: {first}")
