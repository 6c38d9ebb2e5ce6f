"""What a person may ask of whoever keeps his data, put together: his consents, what is kept of him, its erasure, and legal hold."""

from dependency_injector import containers, providers

from crm.dao.sales.consent import ConsentDao
from crm.dao.sales.consent_purpose import ConsentPurposeDao
from crm.dao.sales.erasure import ErasureDao
from crm.dao.sales.erasure_mention import ErasureMentionDao
from crm.dao.sales.retention_rule import RetentionRuleDao
from crm.service.sales.consent import ConsentService
from crm.service.sales.consent_purpose import ConsentPurposeService
from crm.service.sales.dossier import DossierService
from crm.service.sales.erasure import ErasureService
from crm.service.sales.legal_hold import LegalHoldService
from crm.service.sales.retention_rule import RetentionRuleService
from crm.service.sales.retention_run import RetentionRunService
from crm.service.sales.trade_today import ConsentEndSource


class Privacy(containers.DeclarativeContainer):
    db = providers.Dependency()
    kit = providers.Dependency()
    records = providers.Dependency()
    store = providers.Dependency()
    exports = providers.Dependency()
    security = providers.Dependency()
    file = providers.Dependency()
    fields = providers.Dependency()
    sequence = providers.Dependency()

    erasure_dao = providers.Singleton(ErasureDao, db)
    legal_hold = providers.Singleton(LegalHoldService, db, erasure_dao, kit, records)
    erasure_mention_dao = providers.Singleton(ErasureMentionDao, db)
    erasure = providers.Singleton(ErasureService, db, erasure_dao, erasure_mention_dao, kit, records, legal_hold, store, exports, security)
    consent_purpose_dao = providers.Singleton(ConsentPurposeDao, db)
    consent_purpose = providers.Singleton(ConsentPurposeService, kit, consent_purpose_dao)
    consent_dao = providers.Singleton(ConsentDao, db)
    consent = providers.Singleton(ConsentService, kit, consent_dao, consent_purpose_dao, records, file)
    dossier = providers.Singleton(DossierService, db, erasure_dao, records, erasure, store, security)
    today_consent_end = providers.Singleton(ConsentEndSource)
    retention_rule_dao = providers.Singleton(RetentionRuleDao, db)
    retention_rule = providers.Singleton(RetentionRuleService, kit, retention_rule_dao, fields, records, legal_hold, erasure_dao)
    retention_run = providers.Singleton(RetentionRunService, db, retention_rule_dao, retention_rule, records, erasure, legal_hold, sequence)
