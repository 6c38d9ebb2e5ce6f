"""Instalments: they never come to more than their contract, and those made by a rule come to all of it."""

from datetime import date
from typing import Any

from crm import current
from crm.dao.sales.receipt_plan import ReceiptPlanDao
from crm.domain.sales.ledger import NONE, Ledger
from crm.domain.sales.receipt_plan import Instalment, ReceiptPlan, ReceiptPlanDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import Kit
from crm.service.kit.transaction import reading, transactional
from crm.service.sales.contract import ContractService
from crm.service.sales.contract_part import ContractPartService, Refusal, money, moved
from crm.service.sales.ledger import LedgerService
from crm.service.sales.rate import RateService


class ReceiptPlanService(ContractPartService[ReceiptPlan, ReceiptPlanDraft]):
    kept = "plans"

    def __init__(self, kit: Kit, records: ReceiptPlanDao, ledger: LedgerService, rates: RateService, contracts: ContractService):
        super().__init__(kit, records, ledger, rates)
        self.contracts = contracts

    def day(self, row: Any) -> date | None:
        due: date = row.due_on
        return due

    def refusal(self, row: Any, before: Any | None, ledger: Ledger) -> Refusal:
        if before is None and ledger.head.state in ("terminated", "void"):
            return {"contract_id": Words("This contract brings in nothing any more.")}
        left = ledger.amount - ledger.planned
        if moved(row, before, "amount") and row.amount > left:
            return {"amount": Words("Only {left} of this contract is not planned yet.", left=money(max(left, NONE), ledger))}
        return {}

    def verify_removals(self, rows: list[Any]) -> dict[int, Invalid]:
        """Instalments that receipts name stay."""
        books = self.ledger.held(row.contract_id for row in rows).values()
        named = {one.plan_id for ledger in books for one in ledger.receipts.values()}
        why = Words("Receipts name this instalment. Take it out of them first.")
        return {row.id: Invalid(name=why) for row in rows if row.id in named}

    @reading
    def unplanned(self, contract_id: int) -> Ledger:
        """The books of a contract that the actor may see."""
        self.contracts.get(contract_id)
        return self.ledger.read(contract_id)

    @transactional
    def plan(self, contract_id: int, parts: list[tuple[Instalment, str]]) -> list[Any]:
        """Make these instalments, each with what it is for, as one change."""
        self.require("create")
        self.contracts.get(contract_id)
        last = len(self.ledger.read(contract_id).plans)
        drafts = [
            ReceiptPlanDraft.parse(
                {"contract_id": contract_id, "position": last + one.position, "name": name, "due_on": one.due_on, "amount": one.amount}
            )
            for one, name in parts
        ]
        rows = [self._owned(ReceiptPlan(**draft.values())) for draft in drafts]
        for refusal in self.hold_all([(row, None) for row in rows]).values():
            raise refusal
        with current.acting(source="rule"):
            return self.writer.insert(self.module, self.records, rows)
