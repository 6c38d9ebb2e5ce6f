"""The platform area, put together."""

from pathlib import Path

from dependency_injector import containers, providers

from crm.dao.kit.index import Indexes
from crm.dao.platform.auth import AuthDao
from crm.dao.platform.belonging import BelongingDao
from crm.dao.platform.department import DepartmentDao
from crm.dao.platform.doctor import DoctorDao
from crm.dao.platform.doctor_safe import DoctorSafeDao
from crm.dao.platform.door import DoorDao
from crm.dao.platform.draft import DraftDao
from crm.dao.platform.explain import ExplainDao
from crm.dao.platform.factor import FactorDao
from crm.dao.platform.field import FieldDao
from crm.dao.platform.field_value import FieldValueDao
from crm.dao.platform.file import FileDao
from crm.dao.platform.follow import FollowDao
from crm.dao.platform.health import HealthDao
from crm.dao.platform.held import HeldDao
from crm.dao.platform.holiday import HolidayDao
from crm.dao.platform.job import JobDao
from crm.dao.platform.journal import JournalDao
from crm.dao.platform.journal_link import JournalLinkDao
from crm.dao.platform.layout import LayoutDao
from crm.dao.platform.notice import NoticeDao
from crm.dao.platform.notice_push import NoticePushDao
from crm.dao.platform.once import OnceDao
from crm.dao.platform.recent import RecentDao
from crm.dao.platform.reveal import RevealDao
from crm.dao.platform.role import RoleDao
from crm.dao.platform.role_change import RoleChangeDao
from crm.dao.platform.search import SearchDao
from crm.dao.platform.security import SecurityDao
from crm.dao.platform.sequence import SequenceDao
from crm.dao.platform.setting import SettingDao
from crm.dao.platform.share import ShareDao
from crm.dao.platform.team import TeamDao
from crm.dao.platform.team_member import TeamMemberDao
from crm.dao.platform.token import TokenDao
from crm.dao.platform.user import UserDao
from crm.dao.platform.view import ViewDao
from crm.dao.platform.view_as import ViewAsDao
from crm.dao.platform.walk import WalkDao
from crm.domain.platform.brand import logo_of
from crm.service.kit.added import AddedValues
from crm.service.kit.queue import open_queue
from crm.service.kit.record import Kit
from crm.service.kit.writer import Writer
from crm.service.platform.attempt import AttemptService
from crm.service.platform.auth import AuthService
from crm.service.platform.backup import BackupService
from crm.service.platform.bulk import BulkService
from crm.service.platform.department import DepartmentService
from crm.service.platform.doctor import DoctorService
from crm.service.platform.doctor_safe import DoctorSafeService
from crm.service.platform.draft import DraftService
from crm.service.platform.explain import ExplainService
from crm.service.platform.field import FieldService
from crm.service.platform.field_right import FieldRightService
from crm.service.platform.field_right_change import FieldRightChangeService
from crm.service.platform.field_tend import FieldTendService
from crm.service.platform.file import FileService
from crm.service.platform.file_look import FileLook
from crm.service.platform.file_seal import FileSeal
from crm.service.platform.file_store import FileStore
from crm.service.platform.follow import FollowService
from crm.service.platform.health import HealthService
from crm.service.platform.held import HeldService
from crm.service.platform.holiday import HolidayService
from crm.service.platform.job import JobService
from crm.service.platform.job_run import JobRunner
from crm.service.platform.journal import JournalService
from crm.service.platform.journal_link import JournalLinkService
from crm.service.platform.keyring import Keyring
from crm.service.platform.layout import LayoutService
from crm.service.platform.mail import MailService
from crm.service.platform.network import NetworkService
from crm.service.platform.notice import NoticeService
from crm.service.platform.notice_choice import NoticeChoiceService
from crm.service.platform.notice_push import NoticePushService
from crm.service.platform.password import PasswordService
from crm.service.platform.recent import RecentService
from crm.service.platform.reveal import RevealService
from crm.service.platform.role import RoleService
from crm.service.platform.role_change import RoleChangeService
from crm.service.platform.role_clone import RoleCloneService
from crm.service.platform.search import SearchService
from crm.service.platform.security import SecurityService
from crm.service.platform.setting import SettingService
from crm.service.platform.setup import SetupService
from crm.service.platform.share import ShareService
from crm.service.platform.team import TeamService
from crm.service.platform.team_member import TeamMemberService
from crm.service.platform.token import TokenService
from crm.service.platform.undo import UndoService
from crm.service.platform.user import UserService
from crm.service.platform.vault import Vault
from crm.service.platform.view import ViewService
from crm.service.platform.view_as import ViewAsService
from crm.service.platform.walk import WalkService
from crm.service.platform.workday import WorkdayService


class Platform(containers.DeclarativeContainer):
    config = providers.Configuration(strict=True)
    db = providers.Dependency()
    events = providers.Dependency()
    records = providers.Dependency()  # module name -> its record service

    sequence_dao = providers.Singleton(SequenceDao, db)
    once_dao = providers.Singleton(OnceDao, db)
    journal_dao = providers.Singleton(JournalDao, db)
    journal = providers.Singleton(JournalService, db, journal_dao, sequence_dao)
    search_dao = providers.Singleton(SearchDao, db)
    search = providers.Singleton(SearchService, db, search_dao)
    recent_dao = providers.Singleton(RecentDao, db)
    recent = providers.Singleton(RecentService, db, recent_dao, search)
    field_value_dao = providers.Singleton(FieldValueDao, db)
    added = providers.Singleton(AddedValues, field_value_dao)
    writer = providers.Singleton(Writer, sequence_dao, journal, search, events, added)
    kit = providers.Singleton(Kit, db, writer, once_dao)
    journal_link_dao = providers.Singleton(JournalLinkDao, db)
    journal_link = providers.Singleton(JournalLinkService, db, journal_link_dao)
    undo = providers.Singleton(UndoService, db, journal, records)
    doctor_dao = providers.Singleton(DoctorDao, db)
    doctor = providers.Singleton(DoctorService, db, doctor_dao, journal)
    doctor_safe_dao = providers.Singleton(DoctorSafeDao, db)
    doctor_safe = providers.Singleton(DoctorSafeService, db, doctor_safe_dao)
    backup = providers.Singleton(BackupService, db, doctor_dao, config.secret, config.tenants.directory)

    view_dao = providers.Singleton(ViewDao, db)
    view = providers.Singleton(ViewService, db, view_dao, sequence_dao)

    security_dao = providers.Singleton(SecurityDao, db)
    security = providers.Singleton(SecurityService, db, security_dao, events)
    field_dao = providers.Singleton(FieldDao, db)
    keyring = providers.Singleton(Keyring, config.secret, config.app.data, config.keys)
    vault = providers.Singleton(Vault, keyring)
    file_seal = providers.Singleton(FileSeal, keyring)
    setting_dao = providers.Singleton(SettingDao, db)
    setting = providers.Singleton(SettingService, db, setting_dao, journal, security, vault, config)
    field = providers.Singleton(FieldService, kit, field_dao, security, setting)

    user_dao = providers.Singleton(UserDao, db)
    belonging_dao = providers.Singleton(BelongingDao, db)
    door_dao = providers.Singleton(DoorDao, db)
    user = providers.Singleton(UserService, kit, user_dao, belonging_dao, door_dao, security, setting)
    network = providers.Singleton(NetworkService, db, setting, user, security)
    role_dao = providers.Singleton(RoleDao, db)
    role_change_dao = providers.Singleton(RoleChangeDao, db)
    role = providers.Singleton(RoleService, kit, role_dao, role_change_dao, user_dao, security)
    field_right = providers.Singleton(FieldRightService, db, field_dao, field, role, user_dao, security, journal)
    role_clone = providers.Singleton(RoleCloneService, db, role, field_right)
    reveal_dao = providers.Singleton(RevealDao, db)
    reveal = providers.Singleton(RevealService, db, reveal_dao, sequence_dao, records, security, setting)
    auth_dao = providers.Singleton(AuthDao, db)
    attempt = providers.Singleton(AttemptService, db, auth_dao)
    factor_dao = providers.Singleton(FactorDao, db)
    auth = providers.Singleton(AuthService, db, auth_dao, factor_dao, attempt, user, security, setting, field, network, config.limits)
    held_dao = providers.Singleton(HeldDao, db)
    held = providers.Singleton(HeldService, db, held_dao, vault)
    holiday_dao = providers.Singleton(HolidayDao, db)
    holiday = providers.Singleton(HolidayService, kit, holiday_dao)
    workday = providers.Singleton(WorkdayService, db, holiday, setting)
    department_dao = providers.Singleton(DepartmentDao, db)
    department = providers.Singleton(DepartmentService, kit, department_dao, user_dao)
    token_dao = providers.Singleton(TokenDao, db)
    token = providers.Singleton(TokenService, db, token_dao, user, field, network, security)
    queue = providers.Singleton(open_queue, config.jobs.queue, config.database.url)
    job_dao = providers.Singleton(JobDao, db)
    job = providers.Singleton(JobService, db, job_dao, queue, setting, vault, config.limits)
    indexes = providers.Singleton(Indexes, db)
    field_tend = providers.Singleton(FieldTendService, field, records, indexes, job)
    bulk = providers.Singleton(BulkService, db, records, job, sequence_dao, journal, undo)
    health_dao = providers.Singleton(HealthDao, db)
    health = providers.Singleton(HealthService, db, health_dao)
    notice_dao = providers.Singleton(NoticeDao, db)
    logo = providers.Singleton(lambda path: logo_of(Path(path).read_bytes()) if path else None, config.app.logo)
    file_store = providers.Singleton(lambda data: FileStore(data / "files"), config.app.data)
    mail = providers.Singleton(MailService, db, job, setting, vault, file_store)
    notice_push_dao = providers.Singleton(NoticePushDao, db)
    notice_push = providers.Singleton(NoticePushService, db, notice_push_dao, job, setting, vault, config.secret)
    notice = providers.Singleton(NoticeService, db, notice_dao, mail, notice_push, setting)
    notice_choice = providers.Singleton(NoticeChoiceService, db, notice_dao)
    follow_dao = providers.Singleton(FollowDao, db)
    follow = providers.Singleton(FollowService, db, follow_dao, user, notice)
    team_dao = providers.Singleton(TeamDao, db)
    team = providers.Singleton(TeamService, kit, team_dao, user_dao)
    team_member_dao = providers.Singleton(TeamMemberDao, db)
    team_member = providers.Singleton(TeamMemberService, kit, team_member_dao)
    share_dao = providers.Singleton(ShareDao, db)
    share = providers.Singleton(ShareService, kit, share_dao, records, user, notice)
    draft_dao = providers.Singleton(DraftDao, db)
    draft = providers.Singleton(DraftService, db, draft_dao)
    walk_dao = providers.Singleton(WalkDao, db)
    walk = providers.Singleton(WalkService, db, walk_dao, records)
    explain_dao = providers.Singleton(ExplainDao, db)
    explain = providers.Singleton(ExplainService, db, explain_dao, user)
    role_change = providers.Singleton(RoleChangeService, db, role_change_dao, user_dao, explain_dao, records)
    field_right_change = providers.Singleton(FieldRightChangeService, db, field_right, role_change_dao, user_dao)
    view_as_dao = providers.Singleton(ViewAsDao, db)
    view_as = providers.Singleton(ViewAsService, db, view_as_dao, user, security)
    layout_dao = providers.Singleton(LayoutDao, db)
    layout = providers.Singleton(LayoutService, kit, layout_dao, user_dao)
    job_runner = providers.Singleton(JobRunner, db, job_dao, job, user, field, events, config.app)
    password = providers.Singleton(PasswordService, db, auth_dao, auth, attempt, user, security, setting, job, mail)
    setup = providers.Singleton(SetupService, db, user, role, department, setting, password, auth)
    file_dao = providers.Singleton(FileDao, db)
    file_look = providers.Singleton(FileLook, file_store)
    file = providers.Singleton(FileService, kit, file_dao, records, file_store, setting)
