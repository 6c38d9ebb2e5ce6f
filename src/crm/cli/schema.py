"""`crm upgrade` and `crm migrate`."""

from typing import Any

from crm.cli import base
from crm.cli.words import Refusal, command, option, tell
from crm.language import N_, say
from crm.settings import Settings, load


@command(
    "upgrade", help=N_("After a new version: back up, bring the database up to date, check it, and put the backup back if that fails.")
)
@option("--all", "all_", is_flag=True, help=N_("The databases of all companies too, one after the other; run again it goes on."))
def upgrade_command(all_: bool) -> None:
    settings = load()
    built = base.container(settings, ready=False)
    if migrate(settings, built):
        tell("The upgrade is done and was checked: no row is missing, the journal is whole.")
    else:
        tell("The database is up to date.")
    if all_:
        _others(settings, built)


@command("migrate", help=N_("Bring the database to what this program needs, as crm upgrade does; or only say what is waiting."))
@option("--check", is_flag=True, help=N_("Change nothing; fail when something is pending."))
@option("--all", "all_", is_flag=True, help=N_("The databases of all companies too, one after the other; run again it goes on."))
def migrate_command(check: bool, all_: bool) -> None:
    settings = load()
    built = base.container(settings, ready=False)
    if not check:
        if not migrate(settings, built):
            tell("The database is up to date.")
        if all_:
            _others(settings, built)
        return
    pending = _migrator(built).pending()
    for migration in pending:
        tell("Pending: {number:04} {name}", number=migration.number, name=migration.name)
    if pending:
        raise Refusal(say("The database waits for {n} migrations: run `crm migrate` first.", n=len(pending)))
    tell("The database is up to date.")


def migrate(settings: Settings, built: Any) -> list[Any]:
    """Upgrade the database if anything waits; tells what was done."""
    found = built.operation.upgrade().upgrade()
    if found.snapshot:
        tell("A copy of the database as it was: {path}", path=found.snapshot)
    for migration in found.applied:
        tell("Applied: {number:04} {name}", number=migration.number, name=migration.name)
    return found.applied


def _others(settings: Settings, built: Any) -> None:
    """Every company's database; fails at the end where any of them could not be brought up to date."""
    from crm.tenants.operate import Operator

    def heard(one: Any) -> None:
        if one.trouble:
            tell("{name}: failed, and stays as it was: {why}", name=one.name, why=one.trouble)
        elif one.applied:
            tell("{name}: {n} migrations applied.", name=one.name, n=one.applied)
        else:
            tell("{name}: nothing to do.", name=one.name)

    if (companies := base.tenants(built, settings)) is None:
        return
    with base.as_system():
        found = Operator(companies).upgrade(heard)
    failed = [one.name for one in found if one.trouble]
    tell("Companies up to date: {done} of {all}.", done=len(found) - len(failed), all=len(found))
    if failed:
        raise Refusal(say("Not brought up to date: {names}", names=", ".join(failed)), expected=False)


def _migrator(built: Any) -> Any:
    from crm.dao.kit.migration import Migrator

    return Migrator(built.db())
