"""How people prove who they are, put together: second factors beside the password, other systems that vouch for somebody."""

from dependency_injector import containers, providers

from crm.service.platform.factor import FactorService
from crm.service.platform.passkey import PasskeyService
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

    totp = providers.Singleton(TotpService, db, factor_dao, user, setting, vault)
    passkey = providers.Singleton(PasskeyService, db, factor_dao, user, setting, config.secret)
    factor = providers.Singleton(FactorService, db, factor_dao, totp, passkey, auth, user, security)
    step = providers.Singleton(StepService, db, factor_dao, totp, passkey, auth, attempt, security)
