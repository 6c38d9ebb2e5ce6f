"""What administrators do for an installation, put together: its configuration, its maintenance, how it fares."""

from dependency_injector import containers, providers

from crm.dao.platform.configuration import ConfigurationDao
from crm.dao.platform.configuration_rows import ConfigurationRowsDao
from crm.dao.platform.operation import OperationDao
from crm.service.platform.backup_store import BackupStoreService
from crm.service.platform.configuration import ConfigurationService
from crm.service.platform.doctor_shared import DoctorSharedService
from crm.service.platform.load import LoadService
from crm.service.platform.maintenance import MaintenanceService
from crm.service.platform.operation import OperationService
from crm.service.platform.upgrade import UpgradeService
from crm.service.platform.view_published import ViewPublishedService


class Operation(containers.DeclarativeContainer):
    config = providers.Configuration(strict=True)
    db = providers.Dependency()
    records = providers.Dependency()
    writer = providers.Dependency()
    setting = providers.Dependency()
    fields = providers.Dependency()
    rights = providers.Dependency()
    view_dao = providers.Dependency()
    sequence = providers.Dependency()
    journal = providers.Dependency()
    security = providers.Dependency()
    doctor_dao = providers.Dependency()
    job = providers.Dependency()
    backup = providers.Dependency()
    events = providers.Dependency()
    file_store = providers.Dependency()
    shared = providers.Dependency()  # Redis, or None

    configuration_dao = providers.Singleton(ConfigurationDao, db)
    configuration_rows_dao = providers.Singleton(ConfigurationRowsDao, db)
    views = providers.Singleton(ViewPublishedService, db, view_dao, sequence, journal)
    configuration = providers.Singleton(
        ConfigurationService, db, configuration_dao, configuration_rows_dao, records, setting, fields, rights, views, writer, security
    )
    maintenance = providers.Singleton(MaintenanceService, db, setting, security)
    operation_dao = providers.Singleton(OperationDao, db)
    operation = providers.Singleton(OperationService, db, operation_dao, doctor_dao, job)
    backup_store = providers.Singleton(BackupStoreService, db, backup, job, setting, security, events, config.app)
    doctor_shared = providers.Singleton(DoctorSharedService, db, doctor_dao, file_store, shared)
    upgrade = providers.Singleton(UpgradeService, db, doctor_dao, backup, backup_store, config.app)
    load = providers.Singleton(LoadService, db, operation_dao)
