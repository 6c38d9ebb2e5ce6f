"""What the command palette can do to records of a module: actions that take their argument in the same box."""

from dataclasses import dataclass

from crm.domain.kit.module import Module
from crm.language import N_


@dataclass(frozen=True, slots=True)
class Command:
    """One action on one record or on many; `verb` is the permission it needs, `field` what it sets."""

    name: str
    label: str
    icon: str
    verb: str
    field: str = ""


def commands(module: Module) -> tuple[Command, ...]:
    """The actions that the module's description allows; whether the actor may is asked apart."""
    found = []
    if "assign" in module.verbs and "owner_id" in module.columns:
        found.append(Command("assign", N_("Assign to …"), "user", "assign", "owner_id"))
    found += [
        Command(f"set-{name}", N_("Change {field} …"), "pencil", "edit", name)
        for name in module.mass
        if name in module.draft.fields and module.draft.fields[name].options
    ]
    if "tags" in module.fields:
        found.append(Command("tag", N_("Add tag …"), "tag", "edit", "tags"))
        found.append(Command("untag", N_("Take tag away …"), "tag", "edit", "tags"))
    if "remove" in module.verbs:
        found.append(Command("remove", N_("Delete"), "trash", "remove"))
    return tuple(found)
