"""Which values of fields of several choices are so rare that a list gathers their records first, and which are met along its order."""

from dataclasses import replace

from crm import current
from crm.dao.kit.ahead import beside, holders, met
from crm.dao.kit.record import RecordDao
from crm.domain.kit.access import predicate
from crm.domain.kit.filter import Condition, Query

FEW = 2000  # so many records are gathered and put in order in the time of a page of those that few have
COUNTED = 1250  # and so many counted: more than a list counts, for those that the reader may not see
GATHERED = 12_000  # and so many where he sees too few of those
AHEAD = 2000  # records of the list's order that are looked at for a page of them with the values
FARTHER = 4  # times as many, where those before let expect enough: to gather them takes longer than to walk that far twice
MANY = 5000  # of several values that the next records lack, the one is gathered that fewer have, counted no further


def weighed(records: RecordDao, query: Query, few: int = COUNTED) -> Query:
    """The query of a sum, with those of its values that few records have; in the transaction under way."""
    if not beside(records, query):
        return query
    asked = _asked(records, query)
    found = holders(records, asked, few + 1) if asked else []
    return replace(query, rare=frozenset(one for one, many in zip(asked, found, strict=True) if many <= few))


def paged(records: RecordDao, query: Query) -> Query:
    """The query of a page. What many records have is gathered as well where too few of those that come next have it: to walk along all
    of a million for the rest of a page takes seconds, to gather all of a common value a twentieth of one."""
    asked = _asked(records, query)
    for few, ahead in ((FEW // 20, AHEAD // 5), (FEW, AHEAD)):  # the rarest and the commonest are told apart by a short look
        query = weighed(records, query, few)
        if query.rare or not asked or (found := met(records, query, asked, ahead, query.size + 1)) > query.size:
            return query
    if found * FARTHER > query.size and met(records, query, asked, ahead * FARTHER, query.size + 1) > query.size:
        return query
    least = holders(records, asked, MANY) if len(asked) > 1 else [0]
    return replace(query, rare=frozenset([asked[least.index(min(least))]]))


def count(records: RecordDao, query: Query, most: int, verb: str) -> int:
    """How many records the query finds, counting no further than `most`. Of what many have the first may be as many."""
    query = weighed(records, query)
    asked = [] if query.rare else [one for one in _asked(records, query) if one.operator == "any"]
    if asked and most < COUNTED:
        seen = predicate(current.actor().grants, records.module.permission("view"), near=False)
        if not seen.always and met(records, query, [], COUNTED, COUNTED) < COUNTED:  # he sees so few that they are walked along
            return records.count(query, most, verb)
        if (found := records.count(replace(query, rare=frozenset(asked[:1]), first=COUNTED), most, verb)) >= most:
            return found
        if holders(records, asked[:1], GATHERED)[0] < GATHERED:
            query = replace(query, rare=frozenset(asked[:1]))
    return records.count(query, most, verb)


def _asked(records: RecordDao, query: Query) -> list[Condition]:
    """What they must have of such values: that can be gathered."""
    return [one for one in beside(records, query) if one.operator in ("any", "filled", "empty")]
