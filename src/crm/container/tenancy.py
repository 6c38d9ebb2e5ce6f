"""The tenant directory, put together. Nothing of it is opened where one company is served alone."""

from dependency_injector import containers, providers

from crm.dao.kit.database import Database
from crm.dao.platform.tenant import TenantDao
from crm.service.platform.tenant import TenantService


class Tenancy(containers.DeclarativeContainer):
    config = providers.Configuration(strict=True)
    vault = providers.Dependency()
    security = providers.Dependency()

    directory = providers.Singleton(Database, config.tenants.directory, config.tenants.pool_size)
    tenant_dao = providers.Singleton(TenantDao, directory)
    tenant = providers.Singleton(TenantService, directory, tenant_dao, vault, security, config)
