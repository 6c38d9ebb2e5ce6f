"""What is held within limits, put together."""

from dependency_injector import containers, providers

from crm.service.platform.pace import PaceService


class Limit(containers.DeclarativeContainer):
    config = providers.Configuration(strict=True)
    setting = providers.Dependency()
    security = providers.Dependency()
    shared = providers.Dependency()

    pace = providers.Singleton(PaceService, setting, security, shared, config.server.workers, config.database.url)
