"""How people prove who they are, put together: second factors beside the password, other systems that vouch for somebody."""

from dependency_injector import containers, providers

from crm.dao.platform.identity import IdentityDao
from crm.dao.platform.identity_group import IdentityGroupDao
from crm.dao.platform.identity_provider import IdentityProviderDao
from crm.dao.platform.scim import ScimDao
from crm.service.platform.factor import FactorService
from crm.service.platform.identity import IdentityService
from crm.service.platform.identity_group import IdentityGroupService
from crm.service.platform.identity_provider import IdentityProviderService
from crm.service.platform.ldap import LdapService
from crm.service.platform.oidc import OidcService
from crm.service.platform.passkey import PasskeyService
from crm.service.platform.scim import ScimService
from crm.service.platform.step import StepService
from crm.service.platform.totp import TotpService


class Identity(containers.DeclarativeContainer):
    config = providers.Configuration(strict=True)
    db = providers.Dependency()
    auth = providers.Dependency()
    attempt = providers.Dependency()
    user = providers.Dependency()
    security = providers.Dependency()
    notice = providers.Dependency()
    setting = providers.Dependency()
    vault = providers.Dependency()
    factor_dao = providers.Dependency()
    kit = providers.Dependency()
    user_dao = providers.Dependency()
    field = providers.Dependency()

    totp = providers.Singleton(TotpService, db, factor_dao, user, setting, vault)
    passkey = providers.Singleton(PasskeyService, db, factor_dao, user, setting, config.secret)
    factor = providers.Singleton(FactorService, db, factor_dao, totp, passkey, auth, user, security)
    step = providers.Singleton(StepService, db, factor_dao, totp, passkey, auth, attempt, security)

    provider_dao = providers.Singleton(IdentityProviderDao, db)
    source = providers.Singleton(IdentityProviderService, kit, provider_dao, user_dao, vault, security)
    group_dao = providers.Singleton(IdentityGroupDao, db)
    group = providers.Singleton(IdentityGroupService, kit, group_dao, user, user_dao)
    identity_dao = providers.Singleton(IdentityDao, db)
    person = providers.Singleton(IdentityService, db, identity_dao, user, group, security, setting, field)
    oidc = providers.Singleton(OidcService, db, identity_dao, source, person, auth, attempt, security)
    ldap = providers.Singleton(LdapService, db, source, person, auth, user_dao)
    scim_dao = providers.Singleton(ScimDao, db)
    scim = providers.Singleton(ScimService, db, scim_dao, user, group, identity_dao)
