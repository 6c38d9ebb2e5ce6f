"""How people prove who they are, put together: second factors beside the password, other systems that vouch for somebody."""

from dependency_injector import containers, providers


class Identity(containers.DeclarativeContainer):
    db = providers.Dependency()
    auth = providers.Dependency()
    attempt = providers.Dependency()
    user = providers.Dependency()
    security = providers.Dependency()
    notice = providers.Dependency()
    setting = providers.Dependency()
    vault = providers.Dependency()
    config = providers.Configuration(strict=True)
