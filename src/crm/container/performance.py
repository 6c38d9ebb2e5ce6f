"""What is aimed at, reached and rewarded, put together: the part of the sales area that looks at people."""

from dependency_injector import containers, providers

from crm.dao.sales.attainment import AttainmentDao
from crm.dao.sales.evaluation import EvaluationDao
from crm.dao.sales.evaluation_scheme import EvaluationSchemeDao
from crm.dao.sales.project_state import ProjectStateDao
from crm.dao.sales.target import TargetDao
from crm.service.sales.attainment import AttainmentService
from crm.service.sales.attainment_activity import AttainmentActivityService
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

    target_dao = providers.Singleton(TargetDao, db)
    target = providers.Singleton(TargetService, kit, target_dao, setting)
    target_sheet = providers.Singleton(TargetSheetService, target, department, dashboard_dao)
    attainment_dao = providers.Singleton(AttainmentDao, db)
    attainment = providers.Singleton(AttainmentService, db, attainment_dao, target_dao, department, workday)
    ranking = providers.Singleton(RankingService, db, attainment)
    project_state_dao = providers.Singleton(ProjectStateDao, db)
    project_state = providers.Singleton(ProjectStateService, db, project_state_dao, department)
    attainment_activity = providers.Singleton(AttainmentActivityService, db, attainment_dao, attainment)
    evaluation_scheme_dao = providers.Singleton(EvaluationSchemeDao, db)
    evaluation_scheme = providers.Singleton(EvaluationSchemeService, kit, evaluation_scheme_dao)
    evaluation_dao = providers.Singleton(EvaluationDao, db)
    evaluation = providers.Singleton(EvaluationService, kit, evaluation_dao, evaluation_scheme, attainment, target_dao)

