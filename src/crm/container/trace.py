"""What was done and what happened, put together: chains, retention, unusual acts, notices of one's own account."""

from dependency_injector import containers, providers

from crm.dao.platform.alert import AlertDao
from crm.dao.platform.chain import ChainDao
from crm.dao.platform.retention import RetentionDao
from crm.service.platform.account_notice import AccountNoticeService
from crm.service.platform.act import ActService
from crm.service.platform.alert import AlertService
from crm.service.platform.chain import ChainService
from crm.service.platform.journal_export import JournalExportService
from crm.service.platform.retention import RetentionService


class Trace(containers.DeclarativeContainer):
    config = providers.Configuration(strict=True)
    db = providers.Dependency()
    events = providers.Dependency()
    job = providers.Dependency()
    journal = providers.Dependency()
    notice = providers.Dependency()
    records = providers.Dependency()
    security = providers.Dependency()
    setting = providers.Dependency()

    chain_dao = providers.Singleton(ChainDao, db)
    chain = providers.Singleton(ChainService, db, chain_dao, job, security, events, config.secret)
    alert_dao = providers.Singleton(AlertDao, db)
    alert = providers.Singleton(AlertService, db, alert_dao, notice, setting)
    act = providers.Singleton(ActService, db, alert_dao)
    retention_dao = providers.Singleton(RetentionDao, db)
    retention = providers.Singleton(RetentionService, db, retention_dao, journal, security, setting)
    journal_export = providers.Singleton(JournalExportService, records, journal, security, setting)
    account_notice = providers.Singleton(AccountNoticeService, db, security, notice)
