"""`crm migrate`."""

from typing import Any

from crm.cli import base
from crm.cli.words import Refusal, command, option, tell
from crm.language import N_, say
from crm.settings import Settings, load


@command("migrate", help=N_("Bring the database to what this program needs. An SQLite file is copied to a safe place first."))
@option("--check", is_flag=True, help=N_("Change nothing; fail when something is pending."))
def migrate_command(check: bool) -> None:
    settings = load()
    built = base.container(settings, ready=False)
    if not check:
        if not migrate(settings, built):
            tell("The database is up to date.")
        return
    pending = _migrator(built).pending()
    for migration in pending:
        tell("Pending: {number:04} {name}", number=migration.number, name=migration.name)
    if pending:
        raise Refusal(say("The database waits for {n} migrations: run `crm migrate` first.", n=len(pending)))
    tell("The database is up to date.")


def migrate(settings: Settings, built: Any) -> list[Any]:
    """Apply what is pending, after a copy of what is there; tells what it did."""
    migrator = _migrator(built)
    pending = migrator.pending()
    if pending and migrator.done() and (kept := built.platform.backup().snapshot(settings.app.data)):
        tell("A copy of the database as it was: {path}", path=kept)
    done = migrator.migrate() if pending else []
    for migration in done:
        tell("Applied: {number:04} {name}", number=migration.number, name=migration.name)
    return done


def _migrator(built: Any) -> Any:
    from crm.dao.kit.migration import Migrator

    return Migrator(built.db())
