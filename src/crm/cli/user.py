"""`crm user`: who may sign in, for those who have the machine but no way into the program."""

import sys
from typing import Any

import click

from crm.cli import base
from crm.cli.words import Commands, Refusal, option, tell
from crm.errors import NotFound
from crm.language import N_, say

PASSWORD = N_("Password")


@click.group("user", cls=Commands, help=N_("Add people, give them a password, make them administrators, suspend them."))
def user_command() -> None:
    pass


def _password() -> str:
    """Typed twice on a terminal, else one line of standard input: never on the command line, where others read it."""
    if sys.stdin.isatty():
        return str(click.prompt(say(PASSWORD), hide_input=True, confirmation_prompt=say("Once more")))
    return sys.stdin.readline().rstrip("\r\n")


def _set_password(built: Any, user: Any) -> None:
    """By the same rules as in the program."""
    chosen = _password()
    built.platform.password().check(chosen, (user.name, user.account, user.mail))
    built.platform.auth().set_password(user.id, chosen)


@user_command.command("add", help=N_("Add a user. The password is asked for, or read from standard input."))
@click.argument("account")
@option("--name", help=N_("The person's name; the account if it is not given."))
@option("--mail", help=N_("The mail address."))
@option("--department", help=N_("The name of the department."))
@option("--role", "roles", multiple=True, help=N_("The name of a role; may be given several times."))
@option("--administrator", is_flag=True, help=N_("May do everything."))
def add(account: str, name: str | None, mail: str | None, department: str | None, roles: tuple[str, ...], administrator: bool) -> None:
    built = base.container()
    users = built.platform.user()
    with base.acting(built), built.db().transaction():
        ids = [_named(built.platform.role(), role) for role in roles]
        if administrator:
            ids.append(_administrators(built))
        raw: dict[str, Any] = {"name": name or account, "account": account, "mail": mail, "roles": ids}
        if department:
            raw["department_id"] = _named(built.platform.department(), department)
        user = users.create(users.module.draft.parse(raw))
        _set_password(built, user)
    tell("{name} may sign in as {account}.", name=user.name, account=account)


@user_command.command("list", help=N_("Everybody, with department, state and roles."))
def list_users() -> None:
    built = base.container()
    with base.acting(built):
        names = {role.id: role.name for role in _all(built.platform.role())}
        for user in _all(built.platform.user()):
            state = next(option.label for option in user.fields["state"].options if option.value == user.state)
            held = ", ".join(names.get(id, "?") for id in user.roles)
            click.echo("\t".join([user.account, user.name, user.department_name or "-", say(state), held or "-"]))


@user_command.command("password", help=N_("Give a user a new password; asked for, or read from standard input."))
@click.argument("account")
def password(account: str) -> None:
    built = base.container()
    with base.acting(built):
        user = _user(built, account)
        _set_password(built, user)
    tell("{name} has a new password.", name=user.name)


@user_command.command("suspend", help=N_("Take a user's access away at once. --undo gives it back."))
@click.argument("account")
@option("--undo", is_flag=True, help=N_("Let the user in again."))
def suspend(account: str, undo: bool) -> None:
    built = base.container()
    with base.acting(built):
        user = _user(built, account)
        built.platform.user().change(user.id, {"state": "active" if undo else "suspended"})
    tell(N_("{name} may sign in again.") if undo else N_("{name} may no longer sign in."), name=user.name)


@user_command.command("administrator", help=N_("Let a user do everything."))
@click.argument("account")
def administrator(account: str) -> None:
    built = base.container()
    with base.acting(built):
        user = _user(built, account)
        built.platform.user().change(user.id, {"roles": [*{*user.roles, _administrators(built)}]})
    tell("{name} is an administrator.", name=user.name)


@user_command.command("factors", help=N_("Take away a user's second factors, who has lost them all."))
@click.argument("account")
def factors(account: str) -> None:
    built = base.container()
    with base.acting(built):
        user = _user(built, account)
        built.identity.factor().reset(user.id)
    tell("{name} signs in by the password alone.", name=user.name)


@user_command.command("demands", help=N_("Which second factors roles demand. --off demands none any longer, when nobody can set one up."))
@option("--off", is_flag=True, help=N_("The password is enough for every role."))
def demands(off: bool) -> None:
    built = base.container()
    with base.acting(built):
        service = built.platform.role()
        for role in _all(service):
            if off and role.factor != "none":
                role = service.change(role.id, {"factor": "none"})
            word = next(option.label for option in role.fields["factor"].options if option.value == role.factor)
            click.echo(f"{role.name}\t{say(word)}")


@user_command.command("networks", help=N_("From which networks people may work. --off lets everybody in from everywhere again."))
@option("--off", is_flag=True, help=N_("Forget all lists."))
def networks(off: bool) -> None:
    built = base.container()
    with base.acting(built):
        found = built.platform.network()
        if off:
            found.clear()
        names = {str(role.id): role.name for role in _all(built.platform.role())}
        for key, own in found.rules.lists.items():
            click.echo("\t".join([names.get(key, say("The whole company")), ", ".join(own)]))
    if not found.rules.lists:
        tell(N_("Everybody may work from everywhere."))


def _all(service: Any) -> list[Any]:
    """Every record of a small module, by name."""
    from crm.domain.kit.filter import Query

    return service.page(Query(size=100_000))  # type: ignore[no-any-return]


def _named(service: Any, name: str) -> int:
    found = next((row.id for row in _all(service) if row.name == name), None)
    if found is None:
        raise Refusal(say("There is no {what} named {name}.", what=say(service.module.label), name=name))
    return found  # type: ignore[no-any-return]


def _user(built: Any, account: str) -> Any:
    """Also one who is suspended."""
    found = next((user for user in _all(built.platform.user()) if user.account.casefold() == account.casefold()), None)
    if found is None:
        raise NotFound(N_("There is no user with that account."))
    return found


def _administrators(built: Any) -> int:
    """The role that may do everything; made when there is none."""
    service = built.platform.role()
    found = next((role.id for role in _all(service) if role.administrator), None)
    return found or service.create(service.module.draft.parse({"name": say("Administrator"), "administrator": True})).id
