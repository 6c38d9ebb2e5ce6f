"""From what is agreed to what is paid, put together: the part of the sales area that follows a won deal."""

from dependency_injector import containers, providers

from crm.dao.sales.ageing import AgeingDao
from crm.dao.sales.chain import ChainDao
from crm.dao.sales.contract import ContractDao
from crm.dao.sales.contract_reminder import ContractReminderDao
from crm.dao.sales.contract_statistic import ContractStatisticDao
from crm.dao.sales.delivery import DeliveryDao
from crm.dao.sales.delivery_book import DeliveryBookDao
from crm.dao.sales.delivery_line import DeliveryLineDao
from crm.dao.sales.invoice_request import InvoiceRequestDao
from crm.dao.sales.ledger import LedgerDao
from crm.dao.sales.order_change import OrderChangeDao
from crm.dao.sales.period import PeriodDao
from crm.dao.sales.quote import QuoteDao
from crm.dao.sales.quote_comment import QuoteCommentDao
from crm.dao.sales.quote_link import QuoteLinkDao
from crm.dao.sales.quote_template import QuoteTemplateDao
from crm.dao.sales.quote_view import QuoteViewDao
from crm.dao.sales.receipt import ReceiptDao
from crm.dao.sales.receipt_plan import ReceiptPlanDao
from crm.dao.sales.refund import RefundDao
from crm.dao.sales.sales_order import SalesOrderDao
from crm.dao.sales.sales_order_line import SalesOrderLineDao
from crm.dao.sales.sales_order_statistic import SalesOrderStatisticDao
from crm.dao.sales.trade_today import TradeTodayDao
from crm.service.sales.ageing import AgeingService
from crm.service.sales.chain import ChainService
from crm.service.sales.contract import ContractService
from crm.service.sales.contract_reminder import ContractReminderService
from crm.service.sales.contract_statistic import ContractStatisticService
from crm.service.sales.delivery import DeliveryService
from crm.service.sales.delivery_book import DeliveryBookService
from crm.service.sales.delivery_line import DeliveryLineService
from crm.service.sales.invoice_request import InvoiceRequestService
from crm.service.sales.ledger import LedgerService
from crm.service.sales.letterhead import LetterheadService
from crm.service.sales.order_change import OrderChangeService
from crm.service.sales.paper import PaperService
from crm.service.sales.paper_mail import PaperMailService
from crm.service.sales.paper_press import PaperPress
from crm.service.sales.paper_sample import PaperSampleService
from crm.service.sales.period import PeriodService
from crm.service.sales.quote import QuoteService
from crm.service.sales.quote_expiry import QuoteExpiryService
from crm.service.sales.quote_link import QuoteLinkService
from crm.service.sales.quote_link_answer import QuoteLinkAnswerService
from crm.service.sales.quote_template import QuoteTemplateService
from crm.service.sales.quote_today import QuoteEndingSource, QuoteWaitingSource
from crm.service.sales.quote_version import QuoteVersionService
from crm.service.sales.quote_view import QuoteViewService
from crm.service.sales.receipt import ReceiptService
from crm.service.sales.receipt_plan import ReceiptPlanService
from crm.service.sales.refund import RefundService
from crm.service.sales.sales_order import SalesOrderService
from crm.service.sales.sales_order_line import SalesOrderLineService
from crm.service.sales.sales_order_statistic import SalesOrderStatisticService
from crm.service.sales.trade_today import (
    ContractApprovalSource,
    ContractEndSource,
    DiscountSource,
    InvoiceSource,
    LateOrderSource,
    OrderApprovalSource,
    PaymentSource,
)


class Trade(containers.DeclarativeContainer):
    db = providers.Dependency()
    kit = providers.Dependency()
    notice = providers.Dependency()
    setting = providers.Dependency()
    rate = providers.Dependency()
    records = providers.Dependency()
    line = providers.Dependency()
    offer = providers.Dependency()
    file = providers.Dependency()
    logo = providers.Dependency()
    attempt = providers.Dependency()
    user = providers.Dependency()
    mail = providers.Dependency()
    activity = providers.Dependency()
    pace = providers.Dependency()

    ledger_dao = providers.Singleton(LedgerDao, db)
    ledger = providers.Singleton(LedgerService, db, ledger_dao)
    sales_order_dao = providers.Singleton(SalesOrderDao, db)
    delivery_book_dao = providers.Singleton(DeliveryBookDao, db)
    delivery_book = providers.Singleton(DeliveryBookService, db, delivery_book_dao)
    sales_order = providers.Singleton(SalesOrderService, kit, sales_order_dao, ledger, rate, setting, line, delivery_book, records)
    sales_order_line_dao = providers.Singleton(SalesOrderLineDao, db)
    sales_order_line = providers.Singleton(SalesOrderLineService, kit, sales_order_line_dao, line, sales_order)
    sales_order_statistic_dao = providers.Singleton(SalesOrderStatisticDao, db)
    sales_order_statistic = providers.Singleton(SalesOrderStatisticService, db, sales_order_statistic_dao)
    chain_dao = providers.Singleton(ChainDao, db)
    chain = providers.Singleton(ChainService, db, chain_dao)
    delivery_dao = providers.Singleton(DeliveryDao, db)
    delivery_line_dao = providers.Singleton(DeliveryLineDao, db)
    delivery = providers.Singleton(DeliveryService, kit, delivery_dao, delivery_book, setting, delivery_line_dao, sales_order)
    delivery_line = providers.Singleton(DeliveryLineService, kit, delivery_line_dao, delivery)
    order_change_dao = providers.Singleton(OrderChangeDao, db)
    order_change = providers.Singleton(OrderChangeService, kit, order_change_dao, delivery_book, setting, sales_order, line)
    contract_dao = providers.Singleton(ContractDao, db)
    contract = providers.Singleton(ContractService, kit, contract_dao, ledger, rate, setting, line, sales_order)
    quote_dao = providers.Singleton(QuoteDao, db)
    quote = providers.Singleton(QuoteService, kit, quote_dao, ledger, rate, setting)
    quote_version = providers.Singleton(QuoteVersionService, kit, quote, line, offer, setting, records)
    quote_expiry = providers.Singleton(QuoteExpiryService, kit, quote, notice)
    today_quote_waiting = providers.Singleton(QuoteWaitingSource, quote, setting)
    today_quote_ending = providers.Singleton(QuoteEndingSource, quote, setting)
    quote_template_dao = providers.Singleton(QuoteTemplateDao, db)
    letterhead = providers.Singleton(LetterheadService, setting, file)
    quote_template = providers.Singleton(QuoteTemplateService, kit, quote_template_dao, file, letterhead, logo)
    paper_press = providers.Singleton(PaperPress)
    paper = providers.Singleton(PaperService, db, records, line, quote_template, setting, paper_press)
    paper_sample = providers.Singleton(PaperSampleService, quote_template, paper)
    quote_link_dao = providers.Singleton(QuoteLinkDao, db)
    quote_view_dao = providers.Singleton(QuoteViewDao, db)
    quote_comment_dao = providers.Singleton(QuoteCommentDao, db)
    quote_link = providers.Singleton(QuoteLinkService, quote, quote_template, quote_link_dao, quote_view_dao, quote_comment_dao)
    paper_mail = providers.Singleton(PaperMailService, records, paper, quote_link, mail, file, activity, user, pace)
    quote_view = providers.Singleton(
        QuoteViewService, quote, quote_link_dao, quote_view_dao, quote_comment_dao, attempt, notice, setting
    )
    quote_link_answer = providers.Singleton(QuoteLinkAnswerService, quote, quote_link_dao, quote_view, paper, paper_press, file)
    receipt_plan_dao = providers.Singleton(ReceiptPlanDao, db)
    receipt_plan = providers.Singleton(ReceiptPlanService, kit, receipt_plan_dao, ledger, rate, contract)
    period_dao = providers.Singleton(PeriodDao, db)
    period = providers.Singleton(PeriodService, kit, period_dao)
    receipt_dao = providers.Singleton(ReceiptDao, db)
    receipt = providers.Singleton(ReceiptService, kit, receipt_dao, ledger, rate, period)
    refund_dao = providers.Singleton(RefundDao, db)
    refund = providers.Singleton(RefundService, kit, refund_dao, ledger, rate, period)
    invoice_request_dao = providers.Singleton(InvoiceRequestDao, db)
    invoice_request = providers.Singleton(InvoiceRequestService, kit, invoice_request_dao, ledger, rate, period)
    ageing_dao = providers.Singleton(AgeingDao, db)
    ageing = providers.Singleton(AgeingService, db, ageing_dao)
    contract_statistic_dao = providers.Singleton(ContractStatisticDao, db)
    contract_statistic = providers.Singleton(ContractStatisticService, db, contract_statistic_dao)
    contract_reminder_dao = providers.Singleton(ContractReminderDao, db)
    contract_reminder = providers.Singleton(ContractReminderService, db, contract_reminder_dao, notice, setting)
    trade_today_dao = providers.Singleton(TradeTodayDao, db)
    today_payment = providers.Singleton(PaymentSource, db, trade_today_dao, setting)
    today_contract_end = providers.Singleton(ContractEndSource)
    today_late_order = providers.Singleton(LateOrderSource)
    today_contract_approval = providers.Singleton(ContractApprovalSource, db, trade_today_dao)
    today_invoice = providers.Singleton(InvoiceSource)
    today_discount = providers.Singleton(DiscountSource)
    today_order_approval = providers.Singleton(OrderApprovalSource)
