"""What is held within limits, put together."""

from dependency_injector import containers, providers

from crm.dao.customer.export_request import ExportRequestDao
from crm.dao.platform.agreed import AgreedDao
from crm.service.customer.export_request import ExportRequestService
from crm.service.platform.agreed import AgreedService
from crm.service.platform.pace import PaceService


class Limit(containers.DeclarativeContainer):
    config = providers.Configuration(strict=True)
    db = providers.Dependency()
    setting = providers.Dependency()
    security = providers.Dependency()
    shared = providers.Dependency()
    kit = providers.Dependency()
    course = providers.Dependency()
    export_file = providers.Dependency()
    user = providers.Dependency()

    pace = providers.Singleton(PaceService, setting, security, shared, config.server.workers, config.database.url)
    agreed_dao = providers.Singleton(AgreedDao, db)
    agreed = providers.Singleton(AgreedService, db, agreed_dao, config.agreed)
    export_request_dao = providers.Singleton(ExportRequestDao, db)
    export_request = providers.Singleton(ExportRequestService, kit, export_request_dao, export_file, course, setting, user)
