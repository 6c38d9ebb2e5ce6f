"""Who stands above whom, holds which role and works here: what approvals ask of the organisation."""

from collections.abc import Iterable

from crm import current
from crm.dao.platform.approval import ApprovalDao
from crm.domain.platform.approval_flow import MODULE


class People:
    """The organisation over the mapper, in the caller's transaction."""

    def __init__(self, dao: ApprovalDao):
        self.dao = dao

    def managers(self, user_id: int) -> list[int]:
        department = self.dao.department_of(user_id)
        return [id for id in self.heads(department) if id != user_id] if department else []

    def heads(self, department_id: int) -> list[int]:
        return list(dict.fromkeys(self.dao.heads(department_id)))

    def holders(self, role_id: int) -> list[int]:
        return self.dao.holders([role_id])

    def active(self, ids: Iterable[int]) -> set[int]:
        asked = sorted(set(ids))
        return set(self.dao.active(asked)) if asked else set()

    def stand_ins(self, ids: Iterable[int]) -> list[int]:
        """Who decides today in place of those of the people who are away."""
        asked = sorted(set(ids))
        return self.dao.stand_ins(asked, current.today()) if asked else []

    def stewards(self) -> list[int]:
        """Whoever may change flows."""
        administer = MODULE.permission("edit")
        return self.dao.holders([role.id for role in self.dao.roles() if role.administrator or role.grants.get(administer)])
