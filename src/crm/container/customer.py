"""The customer area, put together."""

from dependency_injector import containers, providers

from crm.dao.customer.account import AccountDao
from crm.dao.customer.activity import ActivityDao
from crm.dao.customer.contact import ContactDao
from crm.dao.customer.tag import TagDao
from crm.service.customer.account import AccountService
from crm.service.customer.activity import ActivityService
from crm.service.customer.contact import ContactService
from crm.service.customer.tag import TagService


class Customer(containers.DeclarativeContainer):
    db = providers.Dependency()
    kit = providers.Dependency()
    records = providers.Dependency()

    account_dao = providers.Singleton(AccountDao, db)
    account = providers.Singleton(AccountService, kit, account_dao)
    contact_dao = providers.Singleton(ContactDao, db)
    contact = providers.Singleton(ContactService, kit, contact_dao, account_dao)
    tag_dao = providers.Singleton(TagDao, db)
    tag = providers.Singleton(TagService, kit, tag_dao)
    activity_dao = providers.Singleton(ActivityDao, db)
    activity = providers.Singleton(ActivityService, kit, activity_dao, records)
