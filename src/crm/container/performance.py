"""What is aimed at, reached and rewarded, put together: the part of the sales area that looks at people."""

from dependency_injector import containers, providers

from crm.dao.sales.attainment import AttainmentDao
from crm.dao.sales.commission import CommissionDao
from crm.dao.sales.commission_line import CommissionLineDao
from crm.dao.sales.commission_member import CommissionMemberDao
from crm.dao.sales.commission_plan import CommissionPlanDao
from crm.dao.sales.commission_run import CommissionRunDao
from crm.dao.sales.evaluation import EvaluationDao
from crm.dao.sales.evaluation_scheme import EvaluationSchemeDao
from crm.dao.sales.project_state import ProjectStateDao
from crm.dao.sales.target import TargetDao
from crm.service.sales.attainment import AttainmentService
from crm.service.sales.attainment_activity import AttainmentActivityService
from crm.service.sales.commission import CommissionService
from crm.service.sales.commission_line import CommissionLineService
from crm.service.sales.commission_member import CommissionMemberService
from crm.service.sales.commission_plan import CommissionPlanService
from crm.service.sales.commission_run import CommissionRunService
from crm.service.sales.commission_trial import CommissionTrialService
from crm.service.sales.evaluation import EvaluationService
from crm.service.sales.evaluation_scheme import EvaluationSchemeService
from crm.service.sales.project_state import ProjectStateService
from crm.service.sales.ranking import RankingService
from crm.service.sales.target import TargetService
from crm.service.sales.target_sheet import TargetSheetService


class Performance(containers.DeclarativeContainer):
    db = providers.Dependency()
    kit = providers.Dependency()
    notice = providers.Dependency()
    setting = providers.Dependency()
    user = providers.Dependency()
    workday = providers.Dependency()
    rate = providers.Dependency()
    department = providers.Dependency()
    dashboard_dao = providers.Dependency()
    product_category = providers.Dependency()
    job = providers.Dependency()
    ledger = providers.Dependency()
    period = providers.Dependency()
    records = providers.Dependency()

    target_dao = providers.Singleton(TargetDao, db)
    target = providers.Singleton(TargetService, kit, target_dao, setting)
    target_sheet = providers.Singleton(TargetSheetService, target, department, dashboard_dao)
    attainment_dao = providers.Singleton(AttainmentDao, db)
    attainment = providers.Singleton(AttainmentService, db, attainment_dao, target_dao, department, workday, product_category)
    ranking = providers.Singleton(RankingService, db, attainment)
    project_state_dao = providers.Singleton(ProjectStateDao, db)
    project_state = providers.Singleton(ProjectStateService, db, project_state_dao, department)
    attainment_activity = providers.Singleton(AttainmentActivityService, db, attainment_dao, attainment)
    evaluation_scheme_dao = providers.Singleton(EvaluationSchemeDao, db)
    evaluation_scheme = providers.Singleton(EvaluationSchemeService, kit, evaluation_scheme_dao)
    evaluation_dao = providers.Singleton(EvaluationDao, db)
    evaluation = providers.Singleton(EvaluationService, kit, evaluation_dao, evaluation_scheme, attainment, target_dao)

    commission_dao = providers.Singleton(CommissionDao, db)
    commission_line_dao = providers.Singleton(CommissionLineDao, db)
    commission = providers.Singleton(CommissionService, db, commission_dao, commission_line_dao, ledger, target_dao)
    commission_plan_dao = providers.Singleton(CommissionPlanDao, db)
    commission_plan = providers.Singleton(CommissionPlanService, kit, commission_plan_dao)
    commission_member_dao = providers.Singleton(CommissionMemberDao, db)
    commission_member = providers.Singleton(CommissionMemberService, kit, commission_member_dao)
    commission_line = providers.Singleton(CommissionLineService, kit, commission_line_dao, notice)
    commission_run_dao = providers.Singleton(CommissionRunDao, db)
    commission_run = providers.Singleton(
        CommissionRunService, kit, commission_run_dao, commission_line_dao, commission, commission_plan, period, job, notice,
    )
    commission_trial = providers.Singleton(CommissionTrialService, db, commission, commission_line_dao, commission_plan, records)
