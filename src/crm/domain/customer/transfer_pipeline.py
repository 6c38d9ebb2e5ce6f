"""Ready maps of sales pipelines: the columns of their exports, and what each of them is here."""

from crm.domain.customer.transfer_system import Ready

DEALS = "opportunity"

PIPELINES = (
    Ready("maven", "Maven CRM", "sales_agent | engage_date | deal_stage", {DEALS: """
name: opportunity_id
account_id: account
product_id: product
stage_id: deal_stage
amount: close_value
close_on: close_date
created_at: engage_date
seller: sales_agent
"""}),
)  # fmt: skip
