"""`crm keys`: the keys of encrypted values."""

import click

from crm import language
from crm.cli import base
from crm.cli.words import Commands, tell
from crm.domain.platform.reseal import ORIGINS, PLACES
from crm.language import N_, say


@click.group("keys", cls=Commands, help=N_("Keys under which values lie sealed: which there are, a new one, everything under the newest."))
def keys_command() -> None:
    pass


@keys_command.command("list", help=N_("The keys, the newest first, and how many values lie under each."))
def list_keys() -> None:
    built = base.container()
    with base.acting(built):
        held, clear = built.encryption.keys().held()
    for one in held:
        made = f", {language.moment(one.key.made_at)}" if one.key and one.key.made_at else ""
        origin = say(ORIGINS[one.key.origin]) if one.key else say("Missing")
        uses = ", ".join(f"{say(PLACES[place])} {language.number(n)}" for place, n in one.uses.items())
        click.echo(f"{'*' if one.writes else ' '} {one.id}  {origin}{made}: {uses or say('no values')}")
    if clear:
        tell("{n} values of encrypted fields stand in the clear.", n=language.number(clear))


@keys_command.command("new", help=N_("A new key at the end of the key file. What is written from now on lies under it."))
def new() -> None:
    built = base.container()
    with base.acting(built):
        made = built.encryption.keys().make()
    tell("The key {id} stands in {path}. Keep a copy of that file somewhere else: without it nobody reads what lies under it.",
         id=made.id, path=built.platform.keyring().path)  # fmt: skip
    tell("Give the file to every machine that serves, then run `crm keys rotate`.")


@keys_command.command("rotate", help=N_("Seal everything under the newest key, also while the CRM runs. Goes on where it was left."))
def rotate() -> None:
    built = base.container()
    with base.acting(built), base.counted(N_("Sealing anew")) as heard:
        changed = built.encryption.reseal().rotate(heard)
    tell("{n} values lie under the key {id} now.", n=language.number(changed), id=built.platform.keyring().newest().id)
