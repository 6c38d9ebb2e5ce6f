"""Which leads a rule is for: a filter of their list, kept as JSON."""

import json

from crm.domain.kit.filter import parse_tree
from crm.domain.kit.filter_tree import Group
from crm.domain.sales.lead import MODULE
from crm.errors import Invalid
from crm.language import Words


def parsed(text: str | None) -> Group:
    """The condition; of every lead where none is written. Raises Invalid for one that is not written as a filter is."""
    if not text:
        return Group()
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        raise Invalid(filter=Words("The filter is not valid JSON.")) from None
    return parse_tree(MODULE, raw)


def wrong_with(text: str | None, needed: bool) -> dict[str, Words]:
    """What is wrong with it, for the field `condition`."""
    try:
        found = parsed(text)
    except Invalid as no:
        return {"condition": Words(next(iter(no.fields.values())))}
    return {} if found or not needed else {"condition": Words("Without a condition the rule would meet every lead.")}
