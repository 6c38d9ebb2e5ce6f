"""What a person may ask of whoever keeps his data, put together: what is kept of him, its erasure, and legal hold."""

from dependency_injector import containers, providers

from crm.dao.sales.erasure import ErasureDao
from crm.service.sales.dossier import DossierService
from crm.service.sales.erasure import ErasureService
from crm.service.sales.legal_hold import LegalHoldService


class Privacy(containers.DeclarativeContainer):
    db = providers.Dependency()
    kit = providers.Dependency()
    records = providers.Dependency()
    store = providers.Dependency()
    exports = providers.Dependency()
    security = providers.Dependency()

    erasure_dao = providers.Singleton(ErasureDao, db)
    legal_hold = providers.Singleton(LegalHoldService, db, erasure_dao, kit, records)
    erasure = providers.Singleton(ErasureService, db, erasure_dao, kit, records, legal_hold, store, exports, security)
    dossier = providers.Singleton(DossierService, db, erasure_dao, records, erasure, store, security)
