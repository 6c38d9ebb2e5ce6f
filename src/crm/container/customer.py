"""The customer area, put together."""

from dependency_injector import containers, providers

from crm.dao.customer.account import AccountDao
from crm.dao.customer.account_group import AccountGroupDao
from crm.dao.customer.activity import ActivityDao
from crm.dao.customer.calendar import CalendarDao
from crm.dao.customer.care import CareDao
from crm.dao.customer.contact import ContactDao
from crm.dao.customer.duplicate import DuplicateDao
from crm.dao.customer.duplicate_touch import TouchDao
from crm.dao.customer.grade_rule import GradeRuleDao
from crm.dao.customer.household import HouseholdDao
from crm.dao.customer.household_member import HouseholdMemberDao
from crm.dao.customer.lifecycle import LifecycleDao
from crm.dao.customer.map import MapDao
from crm.dao.customer.preference import PreferenceDao
from crm.dao.customer.preference_card import PreferenceCardDao
from crm.dao.customer.preference_field import PreferenceFieldDao
from crm.dao.customer.recurrence import RecurrenceDao
from crm.dao.customer.relation import RelationDao
from crm.dao.customer.tag import TagDao
from crm.dao.customer.today import TodayDao
from crm.dao.customer.transfer import TransferDao
from crm.service.customer.account import AccountService
from crm.service.customer.account_group import AccountGroupService
from crm.service.customer.activity import ActivityService
from crm.service.customer.calendar import CalendarService
from crm.service.customer.calendar_feed import CalendarFeedService
from crm.service.customer.calendar_import import CalendarImportService
from crm.service.customer.care import CareService
from crm.service.customer.contact import ContactService
from crm.service.customer.duplicate import DuplicateService
from crm.service.customer.duplicate_merge import DuplicateMergeService
from crm.service.customer.duplicate_scan import DuplicateScanService
from crm.service.customer.export_file import ExportFileService
from crm.service.customer.grade_rule import GradeRuleService
from crm.service.customer.household import HouseholdService
from crm.service.customer.household_member import HouseholdMemberService
from crm.service.customer.lifecycle import LifecycleService
from crm.service.customer.map import MapService
from crm.service.customer.overview import OverviewService
from crm.service.customer.preference import PreferenceService
from crm.service.customer.preference_card import PreferenceCardService
from crm.service.customer.preference_field import PreferenceFieldService
from crm.service.customer.recurrence import RecurrenceService
from crm.service.customer.relation import RelationService
from crm.service.customer.reminder import ReminderService
from crm.service.customer.tag import TagService
from crm.service.customer.today import TodayService
from crm.service.customer.today_asked import ApprovalSource, JobSource, MentionSource
from crm.service.customer.today_source import CareSource, FollowSource, StepSource, TaskSource
from crm.service.customer.transfer import TransferService
from crm.service.customer.transfer_export import ExportService


class Customer(containers.DeclarativeContainer):
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
    workday = providers.Dependency()
    security = providers.Dependency()
    journal = providers.Dependency()
    file_seal = providers.Dependency()
    vault = providers.Dependency()
    journal_export = providers.Dependency()

    account_dao = providers.Singleton(AccountDao, db)
    account_group_dao = providers.Singleton(AccountGroupDao, db)
    account = providers.Singleton(AccountService, kit, account_dao, account_group_dao)
    account_group = providers.Singleton(AccountGroupService, db, account_group_dao, account, records)
    contact_dao = providers.Singleton(ContactDao, db)
    contact = providers.Singleton(ContactService, kit, contact_dao)
    tag_dao = providers.Singleton(TagDao, db)
    tag = providers.Singleton(TagService, kit, tag_dao)
    activity_dao = providers.Singleton(ActivityDao, db)
    activity = providers.Singleton(ActivityService, kit, activity_dao, records)
    household_dao = providers.Singleton(HouseholdDao, db)
    household = providers.Singleton(HouseholdService, kit, household_dao)
    household_member_dao = providers.Singleton(HouseholdMemberDao, db)
    household_member = providers.Singleton(HouseholdMemberService, kit, household_member_dao, records)
    relation_dao = providers.Singleton(RelationDao, db)
    relation = providers.Singleton(RelationService, kit, relation_dao, records)
    lifecycle_dao = providers.Singleton(LifecycleDao, db)
    lifecycle = providers.Singleton(LifecycleService, db, lifecycle_dao, account)
    care_dao = providers.Singleton(CareDao, db)
    care = providers.Singleton(CareService, kit, care_dao)
    grade_rule_dao = providers.Singleton(GradeRuleDao, db)
    grade_rule = providers.Singleton(GradeRuleService, kit, grade_rule_dao, account, job, user)
    map_dao = providers.Singleton(MapDao, db)
    map = providers.Singleton(MapService, db, map_dao)
    preference_card_dao = providers.Singleton(PreferenceCardDao, db)
    preference_field_dao = providers.Singleton(PreferenceFieldDao, db)
    preference_dao = providers.Singleton(PreferenceDao, db)
    preference_card = providers.Singleton(PreferenceCardService, kit, preference_card_dao, preference_field_dao)
    preference_field = providers.Singleton(PreferenceFieldService, kit, preference_field_dao)
    preference = providers.Singleton(PreferenceService, kit, preference_dao, records)
    overview = providers.Singleton(OverviewService, db, records, account, activity, care, preference_dao, lifecycle_dao)
    today_dao = providers.Singleton(TodayDao, db)
    today = providers.Singleton(TodayService, db, today_dao, activity, account, setting)
    today_task = providers.Singleton(TaskSource, today_dao, activity)
    today_follow = providers.Singleton(FollowSource, account)
    today_care = providers.Singleton(CareSource, account, care)
    today_step = providers.Singleton(StepSource, account)
    today_mention = providers.Singleton(MentionSource, today_dao)
    today_approval = providers.Singleton(ApprovalSource)
    today_job = providers.Singleton(JobSource)
    calendar_dao = providers.Singleton(CalendarDao, db)
    calendar = providers.Singleton(CalendarService, db, calendar_dao, activity)
    calendar_feed = providers.Singleton(CalendarFeedService, db, calendar_dao, calendar, user, setting)
    calendar_import = providers.Singleton(CalendarImportService, db, calendar_dao, activity)
    recurrence_dao = providers.Singleton(RecurrenceDao, db)
    recurrence = providers.Singleton(RecurrenceService, db, recurrence_dao, activity, workday)
    reminder = providers.Singleton(ReminderService, db, activity_dao, notice)
    transfer_dao = providers.Singleton(TransferDao, db)
    transfer = providers.Singleton(TransferService, db, transfer_dao, records, undo, job, file_seal, config.app, config.limits)
    export = providers.Singleton(ExportService, db, records, security, setting)
    export_file = providers.Singleton(ExportFileService, db, export, journal_export, job, file_seal, vault, config.app)
    duplicate_dao = providers.Singleton(DuplicateDao, db)
    duplicate = providers.Singleton(DuplicateService, db, duplicate_dao, records, journal)
    duplicate_scan = providers.Singleton(DuplicateScanService, db, duplicate_dao, records, duplicate, job, journal)
    touch_dao = providers.Singleton(TouchDao, db)
    duplicate_merge = providers.Singleton(DuplicateMergeService, db, touch_dao, records)
