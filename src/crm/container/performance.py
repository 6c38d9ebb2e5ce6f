"""What is aimed at, reached and rewarded, put together: the part of the sales area that looks at people."""

from dependency_injector import containers, providers


class Performance(containers.DeclarativeContainer):
    db = providers.Dependency()
    kit = providers.Dependency()
    notice = providers.Dependency()
    setting = providers.Dependency()
    user = providers.Dependency()
    workday = providers.Dependency()
    rate = providers.Dependency()
    forecast = providers.Dependency()
