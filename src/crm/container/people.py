"""The people of the company, put together: who comes, who is away, who leaves, and who gets what they had."""

from dependency_injector import containers, providers

from crm.dao.platform.absence import AbsenceDao
from crm.dao.platform.handover import HandoverDao
from crm.dao.platform.holding import HoldingDao
from crm.dao.platform.invitation import InvitationDao
from crm.dao.platform.position import PositionDao
from crm.service.platform.absence import AbsenceService
from crm.service.platform.department_move import DepartmentMoveService
from crm.service.platform.handover import HandoverService
from crm.service.platform.invitation import InvitationService
from crm.service.platform.position import PositionService
from crm.service.platform.reporting import ReportingService


class People(containers.DeclarativeContainer):
    db = providers.Dependency()
    kit = providers.Dependency()
    events = providers.Dependency()
    records = providers.Dependency()
    sequence = providers.Dependency()
    user = providers.Dependency()
    department = providers.Dependency()
    role_change = providers.Dependency()
    setting = providers.Dependency()
    password = providers.Dependency()
    job = providers.Dependency()
    notice = providers.Dependency()

    handover_dao = providers.Singleton(HandoverDao, db)
    holding_dao = providers.Singleton(HoldingDao, db)
    handover = providers.Singleton(HandoverService, db, handover_dao, holding_dao, sequence, events, user, records, job, notice)
    department_move = providers.Singleton(DepartmentMoveService, db, department, holding_dao, role_change)
    absence_dao = providers.Singleton(AbsenceDao, db)
    absence = providers.Singleton(AbsenceService, kit, absence_dao, user, setting, notice)
    invitation_dao = providers.Singleton(InvitationDao, db)
    invitation = providers.Singleton(InvitationService, db, invitation_dao, password, user, job)
    position_dao = providers.Singleton(PositionDao, db)
    position = providers.Singleton(PositionService, kit, position_dao, department)
    reporting = providers.Singleton(ReportingService, db, handover_dao)
