"""The engine of approvals, put together: it stands beside the areas, because it moves records of all of them."""

from dependency_injector import containers, providers

from crm.dao.platform.approval import ApprovalDao
from crm.dao.platform.approval_flow import ApprovalFlowDao
from crm.dao.platform.approval_request import ApprovalRequestDao
from crm.dao.platform.approval_step import ApprovalStepDao
from crm.service.platform.approval import ApprovalService
from crm.service.platform.approval_course import ApprovalCourse
from crm.service.platform.approval_flow import ApprovalFlowService
from crm.service.platform.approval_late import ApprovalLateService
from crm.service.platform.approval_lock import ApprovalLock
from crm.service.platform.approval_request import ApprovalRequestService
from crm.service.platform.approval_step import ApprovalStepService


class Approval(containers.DeclarativeContainer):
    db = providers.Dependency()
    kit = providers.Dependency()
    records = providers.Dependency()
    notice = providers.Dependency()
    workday = providers.Dependency()
    user = providers.Dependency()
    fields = providers.Dependency()

    dao = providers.Singleton(ApprovalDao, db)
    step_dao = providers.Singleton(ApprovalStepDao, db)
    step = providers.Singleton(ApprovalStepService, kit, step_dao, user)
    flow_dao = providers.Singleton(ApprovalFlowDao, db)
    flow = providers.Singleton(ApprovalFlowService, kit, flow_dao, step_dao, dao, fields, records)
    request_dao = providers.Singleton(ApprovalRequestDao, db)
    request = providers.Singleton(ApprovalRequestService, kit, request_dao)
    course = providers.Singleton(ApprovalCourse, kit, dao, request_dao, flow, records, notice, workday)
    lock = providers.Singleton(ApprovalLock, kit, dao, flow, course, records)
    late = providers.Singleton(ApprovalLateService, db, dao, course)
    approval = providers.Singleton(ApprovalService, db, dao, request_dao, course, records, user)
