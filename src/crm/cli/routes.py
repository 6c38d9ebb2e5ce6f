"""`crm routes` and `crm sql`: which address is what, and which statements it can reach."""

from typing import Any

import click

from crm.cli.words import Refusal, command, option
from crm.language import N_, say
from crm.settings import load


@command("routes", help=N_("Every address: method, path, endpoint and the permission it needs."))
@click.argument("words", nargs=-1)
def routes_command(words: tuple[str, ...]) -> None:
    for rule, methods, permission in _routes(_app()):
        line = f"{methods:<11} {rule.rule:<44} {rule.endpoint:<36} {permission}"
        if all(word in line for word in words):
            click.echo(line)


@command("sql", help=N_("The statements that a route can reach, each with the place where it stands. Without a route: of all routes."))
@click.argument("route", required=False)
@option("--way", is_flag=True, help=N_("Say through which service methods too."))
def sql_command(route: str | None, way: bool) -> None:
    from crm.cli.reach import Reach

    app = _app()
    chosen = [found for found in _routes(app) if route is None or route in (found[0].endpoint, found[0].rule)]
    if not chosen:
        raise Refusal(say("There is no route {name}. `crm routes` lists all.", name=route))
    with app.app_context():
        reach = Reach(app)
        for rule, methods, _ in chosen:
            click.echo(click.style(f"{methods} {rule.rule}  {rule.endpoint}", bold=True))
            for label, (place, through) in sorted(reach.of(app.view_functions[rule.endpoint]).items()):
                click.echo(f"  {label:<32} {place}" + (f"  ← {' ← '.join(through)}" if way else ""))


def _app() -> Any:
    from crm.app import create_app

    return create_app(load())


def _routes(app: Any) -> list[tuple[Any, str, str]]:
    """(rule, methods, permission), by address."""
    found = []
    for rule in app.url_map.iter_rules():
        methods = " ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        found.append((rule, methods, getattr(app.view_functions[rule.endpoint], "permission", "-")))
    return sorted(found, key=lambda one: (one[0].rule, one[1]))
