"""The sales area, put together."""

from dependency_injector import containers, providers

from crm.dao.sales.competitor import CompetitorDao
from crm.dao.sales.competitor_price import CompetitorPriceDao
from crm.dao.sales.competitor_product import CompetitorProductDao
from crm.dao.sales.competitor_sale import CompetitorSaleDao
from crm.dao.sales.dashboard import DashboardDao
from crm.dao.sales.discount_limit import DiscountLimitDao
from crm.dao.sales.discount_request import DiscountRequestDao
from crm.dao.sales.exchange_rate import ExchangeRateDao
from crm.dao.sales.forecast import ForecastDao
from crm.dao.sales.forecast_override import ForecastOverrideDao
from crm.dao.sales.lead import LeadDao
from crm.dao.sales.lead_assignment import LeadAssignmentDao
from crm.dao.sales.lead_form import LeadFormDao
from crm.dao.sales.lead_receiver import LeadReceiverDao
from crm.dao.sales.lead_rule import LeadRuleDao
from crm.dao.sales.lead_score import LeadScoreDao
from crm.dao.sales.lead_submission import LeadSubmissionDao
from crm.dao.sales.line import LineDao
from crm.dao.sales.market import MarketDao
from crm.dao.sales.market_note import MarketNoteDao
from crm.dao.sales.opportunity import OpportunityDao
from crm.dao.sales.opportunity_change import ChangeDao
from crm.dao.sales.opportunity_competitor import OpportunityCompetitorDao
from crm.dao.sales.opportunity_contact import OpportunityContactDao
from crm.dao.sales.opportunity_member import OpportunityMemberDao
from crm.dao.sales.opportunity_tally import TallyDao
from crm.dao.sales.opportunity_tick import OpportunityTickDao
from crm.dao.sales.pipeline import PipelineDao
from crm.dao.sales.playbook import PlaybookDao
from crm.dao.sales.pool import PoolDao
from crm.dao.sales.pool_account import AccountPoolDao
from crm.dao.sales.pool_lead import LeadPoolDao
from crm.dao.sales.pool_member import PoolMemberDao
from crm.dao.sales.pool_rule import PoolRuleDao
from crm.dao.sales.price import PriceDao
from crm.dao.sales.price_list import PriceListDao
from crm.dao.sales.product import ProductDao
from crm.dao.sales.product_category import ProductCategoryDao
from crm.dao.sales.product_part import ProductPartDao
from crm.dao.sales.product_sale import ProductSaleDao
from crm.dao.sales.reason import ReasonDao
from crm.dao.sales.stage import StageDao
from crm.dao.sales.tax_rate import TaxRateDao
from crm.service.sales.competitor import CompetitorService
from crm.service.sales.competitor_price import CompetitorPriceService
from crm.service.sales.competitor_product import CompetitorProductService
from crm.service.sales.competitor_sale import CompetitorSaleService
from crm.service.sales.dashboard import DashboardService
from crm.service.sales.discount_limit import DiscountLimitService
from crm.service.sales.discount_request import DiscountRequestService
from crm.service.sales.exchange_rate import ExchangeRateService
from crm.service.sales.forecast import ForecastService
from crm.service.sales.forecast_override import ForecastOverrideService
from crm.service.sales.forecast_snapshot import SnapshotService
from crm.service.sales.lead import LeadService
from crm.service.sales.lead_assignment import LeadAssignmentService
from crm.service.sales.lead_conversion import LeadConversionService
from crm.service.sales.lead_form import LeadFormService
from crm.service.sales.lead_receiver import LeadReceiverService
from crm.service.sales.lead_rule import LeadRuleService
from crm.service.sales.lead_score import LeadScoreService
from crm.service.sales.lead_submission import LeadSubmissionService
from crm.service.sales.lead_today import FollowLeadSource, UntouchedLeadSource
from crm.service.sales.line import LineService
from crm.service.sales.line_approval import LineApprovalService
from crm.service.sales.market import MarketService
from crm.service.sales.market_note import MarketNoteService
from crm.service.sales.offer import OfferService
from crm.service.sales.opportunity import OpportunityService
from crm.service.sales.opportunity_change import ChangeService
from crm.service.sales.opportunity_competitor import OpportunityCompetitorService
from crm.service.sales.opportunity_contact import OpportunityContactService
from crm.service.sales.opportunity_member import OpportunityMemberService
from crm.service.sales.opportunity_room import RoomService
from crm.service.sales.opportunity_tally import TallyService
from crm.service.sales.opportunity_tick import OpportunityTickService
from crm.service.sales.opportunity_today import NoStepSource, StaleSource
from crm.service.sales.pipeline import PipelineService
from crm.service.sales.playbook import PlaybookService
from crm.service.sales.pool import PoolService
from crm.service.sales.pool_claim import PoolClaimService
from crm.service.sales.pool_member import PoolMemberService
from crm.service.sales.pool_move import PoolMoveService
from crm.service.sales.pool_recycle import PoolRecycleService
from crm.service.sales.pool_rule import PoolRuleService
from crm.service.sales.pool_today import PoolSource
from crm.service.sales.price import PriceService
from crm.service.sales.price_list import PriceListService
from crm.service.sales.product import ProductService
from crm.service.sales.product_category import ProductCategoryService
from crm.service.sales.product_part import ProductPartService
from crm.service.sales.product_sale import ProductSaleService
from crm.service.sales.product_variant import ProductVariantService
from crm.service.sales.rate import RateService
from crm.service.sales.reason import ReasonService
from crm.service.sales.stage import StageService
from crm.service.sales.stage_removal import StageRemovalService
from crm.service.sales.tax_rate import TaxRateService


class Sales(containers.DeclarativeContainer):
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
    security = providers.Dependency()
    journal = providers.Dependency()
    account = providers.Dependency()
    contact = providers.Dependency()
    activity = providers.Dependency()
    duplicate = providers.Dependency()
    workday = providers.Dependency()
    touch = providers.Dependency()
    attempt = providers.Dependency()

    product_category_dao = providers.Singleton(ProductCategoryDao, db)
    product_category = providers.Singleton(ProductCategoryService, kit, product_category_dao)
    tax_rate_dao = providers.Singleton(TaxRateDao, db)
    tax_rate = providers.Singleton(TaxRateService, kit, tax_rate_dao)
    exchange_rate_dao = providers.Singleton(ExchangeRateDao, db)
    exchange_rate = providers.Singleton(ExchangeRateService, kit, exchange_rate_dao)
    rate = providers.Singleton(RateService, db, exchange_rate_dao)
    product_dao = providers.Singleton(ProductDao, db)
    product = providers.Singleton(ProductService, kit, product_dao)
    product_part_dao = providers.Singleton(ProductPartDao, db)
    product_part = providers.Singleton(ProductPartService, kit, product_part_dao, product)
    product_variant = providers.Singleton(ProductVariantService, db, product)
    price_list_dao = providers.Singleton(PriceListDao, db)
    price_list = providers.Singleton(PriceListService, kit, price_list_dao)
    price_dao = providers.Singleton(PriceDao, db)
    price = providers.Singleton(PriceService, kit, price_dao)
    offer = providers.Singleton(OfferService, db, product, product_part_dao, price_list_dao, price_dao, tax_rate, rate, account)
    line_dao = providers.Singleton(LineDao, db)
    discount_limit_dao = providers.Singleton(DiscountLimitDao, db)
    discount_limit = providers.Singleton(DiscountLimitService, kit, discount_limit_dao, product_category)
    discount_request_dao = providers.Singleton(DiscountRequestDao, db)
    discount_request = providers.Singleton(DiscountRequestService, kit, discount_request_dao, discount_limit, user, notice)
    line = providers.Singleton(LineService, kit, line_dao, records, offer, discount_request)
    line_approval = providers.Singleton(LineApprovalService, db, line, discount_request, discount_limit)

    competitor_dao = providers.Singleton(CompetitorDao, db)
    competitor = providers.Singleton(CompetitorService, kit, competitor_dao)
    competitor_product_dao = providers.Singleton(CompetitorProductDao, db)
    competitor_product = providers.Singleton(CompetitorProductService, kit, competitor_product_dao)
    competitor_price_dao = providers.Singleton(CompetitorPriceDao, db)
    competitor_price = providers.Singleton(CompetitorPriceService, kit, competitor_price_dao)
    competitor_sale_dao = providers.Singleton(CompetitorSaleDao, db)
    competitor_sale = providers.Singleton(CompetitorSaleService, kit, competitor_sale_dao, competitor_product, rate)
    market_dao = providers.Singleton(MarketDao, db)
    market = providers.Singleton(MarketService, db, market_dao, competitor)
    product_sale_dao = providers.Singleton(ProductSaleDao, db)
    product_sale = providers.Singleton(ProductSaleService, db, product_sale_dao)
    market_note_dao = providers.Singleton(MarketNoteDao, db)
    market_note = providers.Singleton(MarketNoteService, kit, market_note_dao)

    lead_dao = providers.Singleton(LeadDao, db)
    lead = providers.Singleton(LeadService, kit, lead_dao, notice)
    lead_rule_dao = providers.Singleton(LeadRuleDao, db)
    lead_untouched = providers.Singleton(UntouchedLeadSource, lead, setting)
    lead_follow = providers.Singleton(FollowLeadSource, lead, setting)
    lead_conversion = providers.Singleton(LeadConversionService, kit, records, duplicate, touch)
    lead_receiver_dao = providers.Singleton(LeadReceiverDao, db)
    lead_receiver = providers.Singleton(LeadReceiverService, kit, lead_receiver_dao, user)
    lead_form_dao = providers.Singleton(LeadFormDao, db)
    lead_form = providers.Singleton(LeadFormService, kit, lead_form_dao, user)
    lead_submission_dao = providers.Singleton(LeadSubmissionDao, db)
    lead_submission = providers.Singleton(
        LeadSubmissionService, kit, lead_submission_dao, lead_form, lead, user, attempt, setting, config.secret)  # fmt: skip
    lead_assignment_dao = providers.Singleton(LeadAssignmentDao, db)
    lead_score_dao = providers.Singleton(LeadScoreDao, db)
    lead_score = providers.Singleton(LeadScoreService, kit, lead_score_dao, lead_dao, setting, job)
    pipeline_dao = providers.Singleton(PipelineDao, db)
    stage_dao = providers.Singleton(StageDao, db)
    reason_dao = providers.Singleton(ReasonDao, db)
    pipeline = providers.Singleton(PipelineService, kit, pipeline_dao, stage_dao, reason_dao)
    stage = providers.Singleton(StageService, kit, stage_dao)
    reason = providers.Singleton(ReasonService, kit, reason_dao)
    playbook_dao = providers.Singleton(PlaybookDao, db)
    playbook = providers.Singleton(PlaybookService, kit, playbook_dao)
    opportunity_dao = providers.Singleton(OpportunityDao, db)
    opportunity_tally_dao = providers.Singleton(TallyDao, db)
    opportunity = providers.Singleton(
        OpportunityService, kit, opportunity_dao, pipeline, stage, reason, rate, opportunity_tally_dao, playbook_dao
    )
    opportunity_change_dao = providers.Singleton(ChangeDao, db)
    opportunity_change = providers.Singleton(ChangeService, db, opportunity_change_dao)
    opportunity_room = providers.Singleton(RoomService, db, opportunity, opportunity_tally_dao, playbook_dao, line, activity, records)
    stage_removal = providers.Singleton(StageRemovalService, stage, opportunity)
    today_deal_step = providers.Singleton(NoStepSource, opportunity)
    today_deal_stale = providers.Singleton(StaleSource, opportunity)
    opportunity_tally = providers.Singleton(TallyService, db, opportunity_tally_dao)
    opportunity_tick_dao = providers.Singleton(OpportunityTickDao, db)
    opportunity_tick = providers.Singleton(OpportunityTickService, kit, opportunity_tick_dao, opportunity)
    opportunity_member_dao = providers.Singleton(OpportunityMemberDao, db)
    opportunity_member = providers.Singleton(OpportunityMemberService, kit, opportunity_member_dao, opportunity, user)
    opportunity_contact_dao = providers.Singleton(OpportunityContactDao, db)
    opportunity_contact = providers.Singleton(OpportunityContactService, kit, opportunity_contact_dao, opportunity)
    opportunity_competitor_dao = providers.Singleton(OpportunityCompetitorDao, db)
    opportunity_competitor = providers.Singleton(OpportunityCompetitorService, kit, opportunity_competitor_dao, opportunity)

    account_pool_dao = providers.Singleton(AccountPoolDao, db)
    lead_pool_dao = providers.Singleton(LeadPoolDao, db)
    pooled = providers.Dict(account=account_pool_dao, lead=lead_pool_dao)
    pool_dao = providers.Singleton(PoolDao, db)
    pool_member_dao = providers.Singleton(PoolMemberDao, db)
    pool_rule_dao = providers.Singleton(PoolRuleDao, db)
    pool = providers.Singleton(PoolService, kit, pool_dao, pool_member_dao, pooled, user, records)
    pool_member = providers.Singleton(PoolMemberService, kit, pool_member_dao)
    pool_move = providers.Singleton(PoolMoveService, kit, pool_dao, records)
    lead_rule = providers.Singleton(LeadRuleService, kit, lead_rule_dao, user, pool_dao)
    lead_assignment = providers.Singleton(
        LeadAssignmentService, kit, lead_assignment_dao, lead_rule_dao, lead_dao, job, workday, pool_dao, pool_move)  # fmt: skip
    pool_claim = providers.Singleton(PoolClaimService, kit, pool, pool_dao, pool_move, records)
    pool_rule = providers.Singleton(PoolRuleService, kit, pool_rule_dao, pool, pooled)
    pool_recycle = providers.Singleton(PoolRecycleService, kit, pool_rule_dao, pool, pool_rule, pool_move, pooled, notice, records)
    today_pool = providers.Singleton(PoolSource, pool_recycle)

    forecast_override_dao = providers.Singleton(ForecastOverrideDao, db)
    forecast_override = providers.Singleton(ForecastOverrideService, kit, forecast_override_dao)
    forecast_dao = providers.Singleton(ForecastDao, db)
    forecast = providers.Singleton(ForecastService, db, forecast_dao, forecast_override)
    forecast_snapshot = providers.Singleton(SnapshotService, db, forecast_dao)
    dashboard_dao = providers.Singleton(DashboardDao, db)
    dashboard = providers.Singleton(DashboardService, db, dashboard_dao, forecast)
