"""The whole application, put together area by area."""

from collections.abc import Callable, Iterator
from typing import Any

from dependency_injector import containers, providers

from crm import observe
from crm.container.approval import Approval
from crm.container.customer import Customer
from crm.container.encryption import Encryption
from crm.container.field import Field
from crm.container.gateway import Gateway
from crm.container.identity import Identity
from crm.container.limit import Limit
from crm.container.operation import Operation
from crm.container.people import People
from crm.container.performance import Performance
from crm.container.platform import Platform
from crm.container.privacy import Privacy
from crm.container.sales import Sales
from crm.container.tenancy import Tenancy
from crm.container.trace import Trace
from crm.container.trade import Trade
from crm.dao.kit.database import Database
from crm.errors import NotFound
from crm.service.kit.event import Events
from crm.service.kit.record import RecordService
from crm.service.kit.shared import open_shared
from crm.settings import Settings


class Records:
    """The record services by their module's name."""

    def __init__(self) -> None:
        self.by_name: dict[str, RecordService[Any, Any]] = {}
        self.titles: Callable[[set[int]], dict[int, Any]] = lambda ids: {}

    def names(self, wanted: set[tuple[str, int]]) -> dict[tuple[str, int], str]:
        """(module, id) -> title, of those that the actor may see; for filters and histories in words. One statement for all modules,
        and one more for each whose records are not in the index of titles, or not to be seen there."""
        known = self.titles({id for _, id in wanted}).values()
        found = {(one.module, one.id): one.title for one in known if (one.module, one.id) in wanted}
        for name in {name for name, id in wanted if (name, id) not in found}:
            service = self(name)
            for row in service.find([id for other, id in wanted if other == name and (other, id) not in found]):
                found[name, row.id] = service.module.title(row)
        return found

    def __call__(self, name: str) -> RecordService[Any, Any]:
        if name not in self.by_name:
            raise NotFound()
        return self.by_name[name]


class Container(containers.DeclarativeContainer):
    """The root: what all areas share, and the areas."""

    config = providers.Configuration(strict=True)

    db = providers.Singleton(Database, config.database.url, config.database.pool_size)
    events = providers.Singleton(Events)
    shared = providers.Singleton(open_shared, config.redis.url)  # Redis, or None
    records = providers.Singleton(Records)
    platform = providers.Container(Platform, config=config, db=db, events=events, records=records)
    identity = providers.Container(
        Identity, config=config, db=db, auth=platform.auth, attempt=platform.attempt, user=platform.user, security=platform.security,
        notice=platform.notice, setting=platform.setting, vault=platform.vault, factor_dao=platform.factor_dao,
        kit=platform.kit, user_dao=platform.user_dao, field=platform.field,
    )
    trace = providers.Container(
        Trace, config=config, db=db, events=events, job=platform.job, journal=platform.journal, notice=platform.notice,
        security=platform.security, setting=platform.setting, records=records,
    )
    customer = providers.Container(
        Customer, config=config, db=db, kit=platform.kit, records=records, undo=platform.undo, job=platform.job, security=platform.security,
        notice=platform.notice, mail=platform.mail, setting=platform.setting, journal=platform.journal, user=platform.user,
        workday=platform.workday, file_seal=platform.file_seal, vault=platform.vault, journal_export=trace.journal_export,
    )
    approval = providers.Container(
        Approval, db=db, kit=platform.kit, records=records, notice=platform.notice, workday=platform.workday, user=platform.user,
        fields=platform.field_dao,
    )
    limit = providers.Container(
        Limit, config=config, db=db, setting=platform.setting, security=platform.security, shared=shared, kit=platform.kit,
        course=approval.course, export_file=customer.export_file, user=platform.user,
    )
    people = providers.Container(
        People, db=db, kit=platform.kit, events=events, records=records, sequence=platform.sequence_dao, user=platform.user,
        department=platform.department, password=platform.password, setting=platform.setting, job=platform.job,
        notice=platform.notice, role_change=platform.role_change,
    )
    sales = providers.Container(
        Sales, config=config, db=db, kit=platform.kit, records=records, undo=platform.undo, job=platform.job, security=platform.security,
        notice=platform.notice, mail=platform.mail, setting=platform.setting, journal=platform.journal, user=platform.user,
        account=customer.account, contact=customer.contact, activity=customer.activity, duplicate=customer.duplicate,
        workday=platform.workday, touch=customer.touch_dao, attempt=platform.attempt,
    )
    trade = providers.Container(
        Trade, db=db, kit=platform.kit, notice=platform.notice, setting=platform.setting, rate=sales.rate, records=records,
        line=sales.line, offer=sales.offer, file=platform.file, attempt=platform.attempt, user=platform.user,
        mail=platform.mail, activity=customer.activity, logo=platform.logo, pace=limit.pace,
    )
    performance = providers.Container(
        Performance, db=db, kit=platform.kit, notice=platform.notice, setting=platform.setting, user=platform.user,
        workday=platform.workday, rate=sales.rate, department=platform.department, dashboard_dao=sales.dashboard_dao,
        product_category=sales.product_category, job=platform.job,
        ledger=trade.ledger, period=trade.period, records=records,
    )
    operation = providers.Container(
        Operation, config=config, backup=platform.backup, db=db, records=records,
        writer=platform.writer, setting=platform.setting, fields=platform.field,
        rights=platform.field_right, security=platform.security, doctor_dao=platform.doctor_dao, job=platform.job,
        view_dao=platform.view_dao, sequence=platform.sequence_dao, journal=platform.journal, events=events,
        file_store=platform.file_store, shared=shared,
    )
    field = providers.Container(
        Field, db=db, kit=platform.kit, records=records, notice=platform.notice, setting=platform.setting, user=platform.user,
        file=platform.file, account=customer.account, activity=customer.activity, calendar=customer.calendar, care=customer.care,
    )
    gateway = providers.Container(
        Gateway, db=db, kit=platform.kit, records=records, field_dao=platform.field_dao, field=platform.field, job=platform.job,
        journal=platform.journal, notice=platform.notice, security=platform.security, user=platform.user, vault=platform.vault,
    )
    tenancy = providers.Container(Tenancy, config=config, vault=platform.vault, security=platform.security)
    encryption = providers.Container(
        Encryption, db=db, vault=platform.vault, journal=platform.journal, job=platform.job, records=records, source=identity.source,
        security=platform.security, directory=tenancy.tenant.provider, file_seal=platform.file_seal, config=config,
    )
    privacy = providers.Container(
        Privacy, db=db, kit=platform.kit, records=records, store=platform.file_store, exports=customer.export_file,
        security=platform.security, file=platform.file, fields=platform.field_dao, sequence=platform.sequence_dao,
    )


def build(settings: Settings, db: Database | None = None) -> Container:
    """A container whose every service exists, is known by its module and hears its events."""
    container = Container()
    begin(container, settings, db)
    return container


def begin(container: Container, settings: Settings, db: Database | None = None) -> None:
    """Make every service of the container anew."""
    observe.set_up(settings.app.development)
    container.reset_singletons()
    container.db.reset_override()
    if db is not None:
        container.db.override(providers.Object(db))
    values = settings.model_dump()
    values["database"]["url"] = settings.database_url
    values["tenants"]["directory"] = settings.directory_url
    container.config.from_dict(values)
    told, load = observe.watch(settings.database.slow_seconds), container.operation.load()

    def ran(label: str, seconds: float) -> None:
        told(label, seconds)
        load.ran(label, seconds)

    container.db().watch, container.db().counted = ran, load.gave
    container.db().vault = container.platform.vault()
    container.records().titles = container.platform.follow().titles
    for service in services(container):
        container.events().connect(service)
        container.platform.job().connect(service)
        container.platform.undo().connect(service)
        container.customer.today().connect(service)
        if isinstance(service, RecordService):
            container.records().by_name[service.module.name] = service


def services(container: Container) -> Iterator[Any]:
    """Every service of every area, built."""
    areas: tuple[Any, ...] = (
        container.platform, container.people, container.customer, container.approval, container.limit, container.sales, container.trade,
        container.performance, container.field, container.identity, container.operation,
        container.trace, container.gateway, container.encryption, container.privacy,
    )  # fmt: skip
    for area in areas:
        for provider in area.providers.values():
            if isinstance(provider, providers.Singleton) and provider.provides.__module__.startswith("crm.service."):
                yield provider()
