"""Working commission out: what is paid for is read in a few statements a plan, the rest is arithmetic. Nothing is written here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from crm import current, language
from crm.dao.kit.database import Database
from crm.dao.sales.commission import CommissionDao, Person
from crm.dao.sales.commission_line import CommissionLineDao
from crm.dao.sales.target import TargetDao
from crm.domain.kit.filter import Query
from crm.domain.kit.filter_tree import Group
from crm.domain.kit.money import Money
from crm.domain.sales.commission import NONE, Terms
from crm.domain.sales.commission_month import Due, Worked, corrections, differences, month_lines
from crm.domain.sales.commission_plan import TARGETS, terms_of
from crm.domain.sales.commission_source import Source, credits, gathered, margins, reduced
from crm.domain.sales.period import days_of, month_of, month_on
from crm.domain.sales.target import MONTHS
from crm.service.customer.calendar import midnight
from crm.service.kit.transaction import reading
from crm.service.sales.ledger import LedgerService

OF = {"receipts": "receipt", "contracts": "contract", "margin": "contract", "deals": "opportunity", "customers": "account"}
Told = tuple[str, str, str, int]  # a word for what is wrong, and with which record: its name, module and id
GRACE = timedelta(hours=1)  # what was under way while the last run was read is looked at once more; twice does no harm


@dataclass(frozen=True)
class Past:
    """An earlier run: of which month, when it was read, and what each plan said then."""

    month: str
    taken_at: datetime
    terms: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class People:
    """Who there is, and for whom each plan is; a plan that is not named is for everybody."""

    known: Mapping[int, Person]
    of: Mapping[int, frozenset[int]]

    def takes(self, plan_id: int, user_id: int) -> bool:
        return user_id in self.known and (plan_id not in self.of or user_id in self.of[plan_id])


class CommissionService:
    def __init__(self, db: Database, sources: CommissionDao, lines: CommissionLineDao, ledger: LedgerService, targets: TargetDao):
        self.db = db
        self.sources = sources
        self.lines = lines
        self.ledger = ledger
        self.targets = targets

    @reading
    def people(self) -> People:
        given: dict[int, set[int]] = defaultdict(set)
        for one in self.sources.participants():
            given[one.plan_id].add(one.user_id)
        return People({one.id: one for one in self.sources.people()}, {id: frozenset(some) for id, some in given.items()})

    @reading
    def month(self, plan: Any, month: str, people: People) -> Worked:
        """What the plan pays everybody for a month."""
        return self._worked(plan, month, people, *self._read(plan, month), self._targets(plan, [month])[month])

    @reading
    def months(self, plan: Any, months: Sequence[str], people: People) -> list[Worked]:
        """The same for several months that follow on each other, read at once; problems are told with the first."""
        sources, problems = self._read(plan, months[0], months[-1])
        by_month: dict[str, list[Source]] = defaultdict(list)
        for one in sources:
            by_month[month_of(one.booked_on)].append(one)
        targets = self._targets(plan, months)
        return [
            self._worked(plan, month, people, by_month[month], problems if at == 0 else (), targets[month])
            for at, month in enumerate(months)
        ]

    @reading
    def foreseen(self, plan: Any, month: str, people: People, user_id: int, more: Sequence[Source]) -> tuple[Worked, Worked]:
        """What the plan pays one person for a month as it stands, and with these sources that are not there yet."""
        found, wrong = self._read(plan, month, user_id=user_id)
        targets = self._targets(plan, [month])[month]
        now, then = (self._worked(plan, month, people, some, wrong, targets, user_id) for some in (found, [*found, *more]))
        return now, then

    @staticmethod
    def _worked(
        plan: Any, month: str, people: People, sources: Sequence[Source], problems: Sequence[Told], targets: Mapping[int, Money],
        user_id: int | None = None,
    ) -> Worked:  # fmt: skip
        own, by_target = current.own_currency(), plan.measure == "attainment"
        by_person = {id: some for id, some in credits(sources, own).items() if people.takes(plan.id, id) and user_id in (None, id)}
        named = [(people.known[id], id) for id in by_person]
        untold = [("target", one.name, "user", id) for one, id in named if by_target and id not in targets]
        left = [("left", one.name, "user", id) for one, id in named if one.state != "active"]
        return Worked(plan, month_lines(plan.terms(own), by_target, month, by_person, targets), [*problems, *untold, *left])

    @reading
    def corrected(self, plan: Any, month: str, people: People, past: Sequence[Past]) -> list[Due]:
        """What earlier months, that were paid by this plan, are to be given or to give back, by what was written since the last run."""
        paid = [one for one in past if str(plan.id) in one.terms]
        if not paid:
            return []
        ids = self._touched(plan, past[-1].taken_at - GRACE)
        if not ids:
            return []
        own, span = current.own_currency(), (paid[0].month, month_on(month, -1))
        counted = self.lines.credited(plan.id, ids, OF[plan.basis], month)
        known = sorted({one.source_id for one in counted})
        now = {one.id: one for one in self._read(plan, *span, ids=known, anybody=True)[0]} if known else {}
        changes = differences(counted, now, own, plan.basis in ("margin", "customers"))
        fresh = sorted(set(ids) - set(known))
        late = self._read(plan, *span, ids=fresh)[0] if fresh else []
        for user_id, some in credits(late, own).items():
            for one in some if people.takes(plan.id, user_id) else ():
                changes.setdefault((user_id, month_of(one.source.booked_on)), []).append(one)
        if not changes:
            return []
        terms = {one.month: _kept(one.terms[str(plan.id)], own) for one in paid}
        people_of, origins = sorted({id for id, _ in changes}), sorted({origin for _, origin in changes})
        reached = self.lines.counted(plan.id, people_of, origins, month)
        targets = {(id, origin): goal for origin, goals in self._targets(plan, origins).items() for id, goal in goals.items()}
        return corrections(terms, changes, reached, targets)

    @reading
    def wished(self, plan: Any, ids: list[int], day: date) -> tuple[list[Source], list[str]]:
        """What the plan would count of open deals, were they won, signed and paid that day; and the names of those of which it cannot
        say what they leave."""
        own, categories = current.own_currency(), self.sources.within(plan.category_id) if plan.category_id else None
        rows = self.sources.hoped(Query(plan.filter), ids, categories)
        found, _ = gathered(rows, own, plan.split, bool(categories) and plan.basis not in ("margin", "customers"), language.local_day)
        found = [one._replace(booked_on=day) for one in found]
        if plan.basis == "margin":
            lines = self.sources.deal_costs([one.id for one in found])
            found, lacking = margins(found, lines, set(categories) if categories is not None else None, own)
            return found, [one.name for one in lacking]
        return (self._new_customers(found, own) if plan.basis == "customers" else found), []

    def _new_customers(self, deals: Sequence[Source], own: str) -> list[Source]:
        """Each of their customers who has no contract yet, once, by the first of his deals."""
        first = {one.account_id: one for one in reversed(deals) if one.account_id}
        known = set(self.sources.signed_already(sorted(first)))
        return [one._replace(module="account", id=id, amount=NONE, currency=own, base=NONE) for id, one in first.items() if id not in known]

    # What is read ------------------------------------------------------------

    def _read(
        self, plan: Any, first_month: str, last_month: str | None = None, ids: list[int] | None = None, user_id: int | None = None,
        anybody: bool = False,
    ) -> tuple[list[Source], list[Told]]:  # fmt: skip
        """The sources of these months, and what cannot be counted; `anybody`: whichever customers the plan is for now."""
        first, last = days_of(first_month)[0], days_of(last_month or first_month)[1]
        own, query = current.own_currency(), Query(Group() if anybody else plan.filter)
        categories = self.sources.within(plan.category_id) if plan.category_id else None
        with current.acting(actor=current.everyone()):
            if plan.basis == "deals":
                rows = self.sources.deals(query, midnight(first), midnight(last + timedelta(days=1)), ids, user_id, categories)
            elif plan.basis == "customers":
                rows = self.sources.customers(query, first, last, ids, user_id)
            elif plan.basis == "receipts":
                rows = self.sources.receipts(query, first, last, ids, user_id, categories)
            else:
                rows = self.sources.contracts(query, first, last, ids, user_id, categories if plan.basis == "contracts" else None)
        sources, wrong = gathered(rows, own, plan.split, bool(categories) and plan.basis != "margin", language.local_day)
        problems = [(word, row.name, row.module, row.id) for word, row in wrong]
        if plan.basis == "receipts" and (contracts := self.sources.refunded(first, last, ids)):
            books = self.ledger.read_all(contracts, ("receipts", "refunds")).values()
            left = {id: kept / one.receipts[id].amount for one in books for id, kept in one.kept().items()}
            sources = reduced(sources, left, own)
        elif plan.basis == "margin":
            lines = self.sources.costs(first, last, ids)
            sources, lacking = margins(sources, lines, set(categories) if categories is not None else None, own)
            problems += [("cost", one.name, one.module, one.id) for one in lacking]
        return sources, problems

    def _touched(self, plan: Any, since: datetime) -> list[int]:
        read = {
            "receipt": self.sources.touched_receipts, "contract": self.sources.touched_contracts,
            "opportunity": self.sources.touched_deals, "account": self.sources.touched_customers,
        }  # fmt: skip
        return read[OF[plan.basis]](since)

    def _targets(self, plan: Any, months: Iterable[str]) -> dict[str, dict[int, Money]]:
        """Month -> person -> what he is to reach in it, where the plan asks for it; each year is read once."""
        found: dict[str, dict[int, Money]] = {month: {} for month in months}
        if plan.measure != "attainment":
            return found
        with current.acting(actor=current.everyone()):
            years = {year: self.targets.of_year(int(year), TARGETS[plan.basis]) for year in sorted({month[:4] for month in found})}
        for month, goals in found.items():
            name = MONTHS[int(month[5:7]) - 1]
            for one in years[month[:4]]:
                if one.person_id and not one.by_product:
                    goals[one.person_id] = getattr(one, name)
        return found


def _kept(terms: Mapping[str, Any], own: str) -> tuple[Terms, bool]:
    return terms_of(dict(terms), own), terms["measure"] == "attainment"
