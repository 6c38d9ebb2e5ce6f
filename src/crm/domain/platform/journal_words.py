"""What the journal calls what was done, how it was done, and where."""

from crm.domain.kit.module import modules
from crm.language import N_, say

VERBS = {
    "claimed": N_("claimed this"), "released": N_("gave this up into a pool"), "returned": N_("took this back into a pool"),
    "create": N_("created this"), "edit": N_("changed this"), "assign": N_("handed this over"), "remove": N_("deleted this"),
    "restore": N_("brought this back"), "undo": N_("undid a change"), "import": N_("imported this"),
    "merge": N_("merged this"), "approve": N_("decided about this"),
}  # fmt: skip
SOURCES = {
    "form": N_("form"), "inline": N_("inline"), "bulk": N_("bulk"), "import": N_("import"), "rule": N_("rule"),
    "merge": N_("merge"), "api": "API", "undo": N_("undo"), "system": N_("system"), "restore": N_("restored"),
    "command": N_("command line"), "job": N_("job"), "web": N_("web form"), "approval": N_("approval"),
    "configuration": N_("configuration"), "retention": N_("retention rule"), "erasure": N_("erasure"),
}  # fmt: skip
# What stands in the journal without being a module.
OTHERS = {
    "setting": N_("Settings"), "duplicate": N_("Duplicates"), "retention": N_("Retention"), "field_right": N_("Rights of fields"),
    "view": N_("Shared views"), "legal_hold": N_("Legal holds"), "erasure": N_("Erasures"),
}  # fmt: skip


def module_word(name: str) -> str:
    """What a module, or what else stands in the journal, is called."""
    module = modules().get(name)
    return say(module.label if module else OTHERS.get(name, name))
