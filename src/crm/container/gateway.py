"""What speaks with other programs on its own, put together."""

from dependency_injector import containers, providers

from crm.dao.platform.webhook import WebhookDao
from crm.dao.platform.webhook_delivery import WebhookDeliveryDao
from crm.service.platform.webhook import WebhookService
from crm.service.platform.webhook_delivery import WebhookDeliveryService


class Gateway(containers.DeclarativeContainer):
    db = providers.Dependency()
    kit = providers.Dependency()
    records = providers.Dependency()
    field_dao = providers.Dependency()
    field = providers.Dependency()
    job = providers.Dependency()
    journal = providers.Dependency()
    notice = providers.Dependency()
    security = providers.Dependency()
    user = providers.Dependency()
    vault = providers.Dependency()

    webhook_dao = providers.Singleton(WebhookDao, db)
    webhook_delivery_dao = providers.Singleton(WebhookDeliveryDao, db)
    webhook = providers.Singleton(WebhookService, kit, webhook_dao, webhook_delivery_dao, field_dao, job, vault, security)
    webhook_delivery = providers.Singleton(
        WebhookDeliveryService, db, webhook, webhook_dao, webhook_delivery_dao, journal, user, field, notice, records
    )
