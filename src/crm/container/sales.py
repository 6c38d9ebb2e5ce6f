"""The sales area, put together."""

from dependency_injector import containers, providers

from crm.dao.sales.lead import LeadDao
from crm.service.sales.lead import LeadService


class Sales(containers.DeclarativeContainer):
    config = providers.Configuration(strict=True)
    db = providers.Dependency()
    kit = providers.Dependency()
    records = providers.Dependency()
    undo = providers.Dependency()
    job = providers.Dependency()
    notice = providers.Dependency()
    user = providers.Dependency()
    mail = providers.Dependency()
    setting = providers.Dependency()
    security = providers.Dependency()
    journal = providers.Dependency()
    account = providers.Dependency()
    contact = providers.Dependency()
    activity = providers.Dependency()
    duplicate = providers.Dependency()

    lead_dao = providers.Singleton(LeadDao, db)
    lead = providers.Singleton(LeadService, kit, lead_dao, notice)
