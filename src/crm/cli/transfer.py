"""`crm import` and `crm export`."""

from pathlib import Path
from typing import Any

import click

from crm.cli import base
from crm.cli.words import Refusal, command, option, tell
from crm.language import N_, number, say

ACCOUNT = N_("Act as this user, with his rights; as the system if not given.")
SHOWN = 20  # problems that are told; all of them stand in the file of problems


@command(
    "import", help=N_("Import a CSV or Excel file into a module, such as account, contact or user. Lines that cannot be taken are listed.")
)
@click.argument("module")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option("--as", "account", help=ACCOUNT)
@option("--check", is_flag=True, help=N_("Only look what would become of each line; write nothing."))
@option(
    "--map",
    "pairs",
    multiple=True,
    metavar="HEADING=FIELD",
    help=N_("Where a guess is wrong: which field a column goes into; an empty one leaves it out."),
)
@option("--twins", type=click.Choice(["skip", "update", "create"]), help=N_("What to do with records that are there already."))
@option("--same", "same", multiple=True, metavar="NAME=RECORD", help=N_("A name that the file spells otherwise: GTXPro=GTX Pro."))
@option(
    "--create-companies/--no-create-companies",
    default=None,
    help=N_("Whether customers that rows name, or departments and managers of users, are made when they are not there yet."),
)
@option(
    "--problems",
    type=click.Path(dir_okay=False, path_type=Path),
    help=N_("Where to write the lines that were not taken, to be put right and imported again."),
)
def import_command(
    module: str, file: Path, account: str | None, check: bool, pairs: tuple[str, ...], twins: str | None,
    create_companies: bool | None, problems: Path | None, same: tuple[str, ...],
) -> None:  # fmt: skip
    from crm.domain.customer.transfer import same_names

    built = base.container()
    service = built.customer.transfer()
    options: dict[str, Any] = {"on_twin": twins} if twins else {}
    if create_companies is not None:
        options["create_companies"] = create_companies
    if same:
        options["same"] = same_names("\n".join(same))
    mapping = dict(_pair(pair) for pair in pairs)
    with base.acting(built, account):
        with base.counted(N_("Importing")) as step:
            run = service.import_file(module, file, options, mapping, check, step)
        tell("{created} created, {updated} updated, {skipped} skipped, {failed} failed.",
             created=number(run.created), updated=number(run.updated), skipped=number(run.skipped), failed=number(run.failed))  # fmt: skip
        _tell_problems(service, run, problems)
    if run.error:
        raise Refusal(_unpacked(run.error))
    if run.failed:
        raise click.exceptions.Exit(1)


def _pair(text: str) -> tuple[str, str]:
    heading, sign, name = text.rpartition("=")
    if not sign:
        raise Refusal(say("Write --map as HEADING=FIELD."))
    return heading, name


def _tell_problems(service: Any, run: Any, target: Path | None) -> None:
    """The first ones here, all of them in the file."""
    found = service.problems(run, ("failed", "skipped", "noted"), SHOWN)
    for problem in found:
        where = say("line {line}", line=problem.line) + (f", {problem.header}" if problem.header else "")
        click.echo(f"  {where}: {_unpacked(problem.reason)}" + (f" ({problem.value[:60]})" if problem.value else ""))
    if (run.failed or run.skipped) and target:
        from crm.service.kit.sheet import write_csv

        write_csv(target, *service.problem_file(run))
        tell("All lines that were not taken: {file}", file=target)


def _unpacked(packed: list[Any]) -> str:
    from crm.domain.customer.transfer import unpack

    return say(unpack(packed))


@command("export", help=N_("Export the records of a module that the filter finds, as CSV or Excel by the file's ending."))
@click.argument("module")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@option("--filter", "filters", multiple=True, metavar="FIELD:OPERATOR:VALUE", help=N_("As in the address of a list: grade:any:A,B."))
@option("--words", default="", help=N_("Words that the records must contain."))
@option("--as", "account", help=ACCOUNT)
@option("--reason", default="", help=N_("What the file is for; asked for where many records leave. It is kept, and stands in the file."))
def export_command(module: str, file: Path, filters: tuple[str, ...], words: str, account: str | None, reason: str) -> None:
    from crm.domain.kit.filter import Query, parse_address, parse_sort
    from crm.domain.kit.module import modules
    from crm.domain.platform.export import reasoned

    known = modules().get(module)
    if known is None:
        raise Refusal(say("There is no module {name}. There are: {all}.", name=module, all=", ".join(modules())))
    built = base.container()
    with base.acting(built, account), base.counted(N_("Exporting")) as step:
        query = Query(parse_address(known, filters), parse_sort(known, None), words=words)
        terms = built.limit.export_request().terms(module, query)
        if terms.approval:
            raise Refusal(say("So many records are approved first. Please ask for this export in the CRM."))
        said = reasoned(reason, terms.reason)
        count = built.customer.export().export_file(module, query, file, step, reason=said)
    tell("Records written to {file}: {n}.", n=number(count), file=file)
