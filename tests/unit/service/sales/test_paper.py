"""Papers: what is printed is what the lines come to, in both languages, and nothing of it acts."""

import re
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from crm.current import acting
from crm.domain.sales.quote_template import QuoteTemplateDraft
from crm.errors import Busy, Forbidden, Invalid, NotFound
from crm.service.sales import paper_press
from tests.unit.service.sales.quotes import LINES, quote

TRICKS = "#eval(\"1+1\") $x^2$ @ref \\ ] *bold* _it_ <label> `raw` // = heading #{{7*7}}"


def read(pdf: bytes) -> list[str]:
    """The text of each page, without the gaps of its layout."""
    document = pypdfium2.PdfDocument(pdf)
    return [re.sub(r"\s+", "", page.get_textpage().get_text_range()) for page in document]


def template(here, **raw):
    service = here.container.trade.quote_template()
    values = {"name": "标准", "standard": "yes", "company": "云帆软件有限公司", "tax_id": "91310000MA1K35XX9P", "terms": "付款后发货。"}
    return service.create(QuoteTemplateDraft.parse(values | raw))


def test_a_quote_is_printed_with_letterhead_lines_sums_and_capitals(company):
    with company.acting("lilei"):
        template(company, bank="招商银行上海分行", bank_account="1219 0812 3456")
    with company.acting("wang"):
        lines = [LINES[0] | {"discount": "10", "tax_rate": "13", "tax_included": "no"}, LINES[1] | {"tax_rate": "6", "tax_included": "no"}]
        made = quote(company, "sent", lines)
        name, pdf = company.container.trade.paper().pdf("quote", made.id)
    (page,) = read(pdf)
    assert name == f"报价单 {made.number} 云帆科技.pdf"
    for words in (
        "报价单", made.number, "云帆软件有限公司", "税号91310000MA1K35XX9P", "云帆科技", "企业版", "−10%", "折前金额¥1,600.00",
        "折扣-¥100.00", "不含税合计¥1,500.00", "税额（13%）¥117.00", "税额（6%）¥36.00", "合计¥1,653.00",
        "人民币壹仟陆佰伍拾叁元整", "付款后发货。", "招商银行上海分行", "供方：云帆软件有限公司", "第1页，共1页", "王强",
    ):  # fmt: skip
        assert words in page, words
    assert "草稿" not in page


def test_who_takes_a_paper_away_stands_across_it_where_his_role_says_so(company):
    with company.acting("lilei"):
        company.container.platform.role().change(company.roles["salesperson"], {"screen_mark": "yes"})
    with company.acting("wang"):
        made = quote(company)
        pdf = company.container.trade.paper().pdf("quote", made.id)[1]
    assert "王强" in pypdfium2.PdfDocument(pdf).get_metadata_value("Subject")


def test_an_english_quote_speaks_english_and_a_draft_says_so(company):
    with company.acting("wang"):
        made = quote(company, language="en", terms="Net 30 days.")
        name, pdf = company.container.trade.paper().pdf("quote", made.id)
    (page,) = read(pdf)
    assert name.startswith("Quotation ") and "Quotation" in page and "Draft" in page and "TotalCN¥1,600.00" in page and "Net30days." in page
    assert "Page1of1" in page and "壹" not in page


def test_what_people_typed_is_printed_and_never_acts(company):
    with company.acting("wang"):
        made = quote(company, lines=[{"text": f"{TRICKS}\n{TRICKS}", "quantity": "1", "unit_price": "1"}], name=TRICKS, terms=TRICKS)
        page = "".join(read(company.container.trade.paper().pdf("quote", made.id)[1]))
    assert page.count(re.sub(r"\s+", "", TRICKS)) == 4


def test_forty_lines_take_several_pages_each_with_the_head_of_the_table(company):
    with company.acting("wang"):
        lines = [{"text": f"第{n}项\n{'规格说明' * 12}", "quantity": "3", "unit_price": "19.99"} for n in range(40)]
        pages = read(company.container.trade.paper().pdf("quote", quote(company, lines=lines).id)[1])
    assert len(pages) > 1 and all("产品或服务" in page and f"共{len(pages)}页" in page for page in pages)
    assert "¥2,398.80" in pages[-1]


def test_papers_are_for_whoever_may_see_the_record(company):
    papers = company.container.trade.paper()
    with company.acting("wang"):
        made = quote(company)
    with company.acting("chen"), pytest.raises(NotFound):
        papers.pdf("quote", made.id)
    with company.acting("wang"), pytest.raises(NotFound):
        papers.pdf("account", made.account_id)


def test_a_logo_and_a_signature_are_printed_and_what_is_no_picture_is_refused(company):
    with company.acting("lilei"):
        picture = BytesIO()
        Image.new("RGB", (400, 100), "navy").save(picture, "PNG")
        picture.seek(0)
        files = company.container.platform.file()
        logo = files.take("logo.png", picture)
        made = template(company, logo=str(logo.id))
        assert files.get(logo.id).subject_id == made.id
        text = files.take("logo.txt", BytesIO(b"no picture"))
        with pytest.raises(Invalid) as refused:
            template(company, logo=str(text.id))
        assert "logo" in refused.value.fields
    trade = company.container.trade
    with company.acting("wang"):
        signed = trade.paper().of_row("quote", quote(company), pictures={"signature": picture.getvalue()})
        pictures = [one for one in pypdfium2.PdfDocument(trade.paper_press().print(signed))[0].get_objects() if one.type == 3]
        assert len(pictures) == 2
        broken = trade.paper().of_row("quote", quote(company), pictures={"signature": b"\x89PNG broken"})
        with pytest.raises(Invalid) as refused:
            trade.paper_press().print(broken)
        assert set(refused.value.fields) == {"signature"}


def test_orders_and_contracts_have_papers_without_the_words_of_a_quote(company):
    with company.acting("lilei"):
        template(company, opening="报价如下：")
        trade = company.container.trade
        account = company.container.customer.account()
        customer = account.create(account.module.draft.parse({"name": "云帆科技"}))
        raw = {"name": "采购", "account_id": customer.id, "amount": "107000.53"}
        order = trade.sales_order().create(trade.sales_order().module.draft.parse(raw))
        company.container.sales.line().put("sales_order", order.id, [{"text": "企业版", "quantity": "3", "unit_price": "19.99"}])
        contract = trade.contract().create(trade.contract().module.draft.parse(raw | {"starts_on": "2026-01-01"}))
        with acting(language="zh"):
            ordered, agreed = trade.paper().paper("sales_order", order.id), trade.paper().paper("contract", contract.id)
    assert (ordered.title, ordered.sums[-1].value, len(ordered.items), ordered.watermark) == ("订单", "¥59.97", 1, "草稿")
    assert (agreed.title, agreed.capitals[1], agreed.items) == ("合同", "人民币壹拾万柒仟元伍角叁分", ())
    assert ("开始日期", "2026-01-01") in agreed.facts and agreed.opening == "" and agreed.paragraphs == ()


@pytest.mark.parametrize("layout", ["#panic()", "#let f(x) = f(x + 1) + f(x)\n#f(0)"])
def test_a_press_that_fails_is_busy_and_keeps_nobody_waiting(company, monkeypatch, tmp_path, layout):
    (tmp_path / "paper.typ").write_text(layout)
    monkeypatch.setattr(paper_press, "LAYOUT", tmp_path / "paper.typ")
    with company.acting("lilei"):
        paper = company.container.trade.paper_sample().paper(template(company).id)
    with pytest.raises(Busy):
        paper_press.PaperPress().print(paper)


def test_a_template_is_shown_with_a_quote_that_nobody_made(company):
    with company.acting("lilei"):
        made = template(company, language="en", name="English", company="Yunfan Software")
        paper = company.container.trade.paper_sample().paper(made.id)
    assert paper.company.name == "Yunfan Software" and paper.title == "Quotation" and len(paper.items) == 3
    with company.acting("wang"), pytest.raises(Forbidden):
        company.container.trade.quote_template().change(made.id, {"name": "mine"})
