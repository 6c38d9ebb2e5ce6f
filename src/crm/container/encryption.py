"""Keys and what lies sealed under them, put together."""

from dependency_injector import containers, providers

from crm.dao.platform.reseal import ResealDao
from crm.service.platform.keys import KeysService
from crm.service.platform.reseal import ResealService


class Encryption(containers.DeclarativeContainer):
    db = providers.Dependency()
    vault = providers.Dependency()
    journal = providers.Dependency()
    job = providers.Dependency()
    records = providers.Dependency()
    source = providers.Dependency()
    security = providers.Dependency()
    file_seal = providers.Dependency()
    config = providers.Configuration()
    directory = providers.Dependency()  # makes the tenant directory when it is asked for

    reseal_dao = providers.Singleton(ResealDao, db)
    reseal = providers.Singleton(ResealService, db, reseal_dao, vault, journal, job, records, source, directory)
    keys = providers.Singleton(KeysService, db, reseal_dao, vault, security, directory, file_seal, config.app)
