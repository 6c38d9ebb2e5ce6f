"""The project state of salespeople: sums of all by stage, and the open deals of one."""

from dataclasses import dataclass

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.project_state import ProjectStateDao
from crm.domain.sales.attainment import Tree
from crm.domain.sales.project_state import Deal, Sum
from crm.errors import Forbidden
from crm.service.kit.transaction import reading
from crm.service.platform.department import DepartmentService

MOST = 200  # deals of one person that a page shows


@dataclass(frozen=True, slots=True)
class ProjectStates:
    """Sums of people by stage, and the deals of the one who was asked for; `more` where there are further ones."""

    sums: list[Sum]
    deals: list[Deal]
    more: bool


class ProjectStateService:
    def __init__(self, db: Database, states: ProjectStateDao, departments: DepartmentService):
        self.db = db
        self.states = states
        self.departments = departments

    @reading
    def look(self, owner_id: int | None = None, department_id: int | None = None) -> ProjectStates:
        """Of the deals that whoever acts may see; of a department with those below it."""
        if not current.actor().may("opportunity.view"):
            raise Forbidden()
        within = list(Tree(self.departments.choices()).below.get(department_id, (department_id,))) if department_id else None
        deals = self.states.deals(owner_id, MOST + 1) if owner_id else []
        return ProjectStates(self.states.sums(within), deals[:MOST], len(deals) > MOST)
