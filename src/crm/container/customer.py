"""The customer area, put together."""

from dependency_injector import containers, providers

from crm.dao.customer.account import AccountDao
from crm.service.customer.account import AccountService


class Customer(containers.DeclarativeContainer):
    db = providers.Dependency()
    kit = providers.Dependency()

    account_dao = providers.Singleton(AccountDao, db)
    account = providers.Singleton(AccountService, kit, account_dao)
