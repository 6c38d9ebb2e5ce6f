"""The letterhead of the settings: typed in once, printed where a template says nothing else, in the language of the paper."""

from datetime import timedelta
from io import BytesIO

from PIL import Image

from crm import current
from crm.current import acting
from tests.kit.company import SYSTEM
from tests.unit.service.sales.quotes import quote
from tests.unit.service.sales.test_paper import read, template


def picture():
    made = BytesIO()
    Image.new("RGB", (40, 20), "navy").save(made, "PNG")
    return made.getvalue()


def test_the_letterhead_is_typed_in_once_and_stands_on_papers_of_both_languages(app, sign_in):
    admin, company = sign_in("lilei"), app.company
    typed = {
        "letter_name": "星桥软件有限公司", "letter_name_en": "Starbridge Software Ltd.", "letter_address": "上海市张江路 88 号",
        "letter_tax_id": "91310000MA1K35XX9P", "letter_bank": "招商银行", "letter_bank_en": "CMB Shanghai", "letter_account": "1219 0812",
        "letter_phone": "021-5080 1234", "letter_mail": "no mail",
    }  # fmt: skip
    sent = {"data": typed | {"letter_logo": (BytesIO(picture()), "logo.png")}, "content_type": "multipart/form-data"}
    refused = admin.post("/settings/letterhead", **sent)
    assert refused.status_code == 422 and 'id="letter_mail-error"' in refused.text and "logo.png" in refused.text
    assert 'value="星桥软件有限公司"' in refused.text
    wrong = typed | {"letter_mail": "", "letter_logo": (BytesIO(b"GIF89a" + b"x" * 20), "logo.gif")}
    refused = admin.post("/settings/letterhead", data=wrong, content_type="multipart/form-data")
    assert refused.status_code == 422 and 'id="letter_logo-error"' in refused.text
    kept = typed | {"letter_mail": "", "letter_logo": (BytesIO(picture()), "logo.png")}
    assert admin.post("/settings/letterhead", data=kept, content_type="multipart/form-data").status_code == 303
    with company.acting("lilei"):
        template(company, name="标准", language="zh", company="", bank="工商银行", tax_id="")
    papers = company.container.trade.paper()
    with company.acting("wang"):
        chinese, english = quote(company), quote(company, language="en")
        assert papers.paper("quote", chinese.id).pictures["logo"] == picture()
        (page,), (other,) = read(papers.pdf("quote", chinese.id)[1]), read(papers.pdf("quote", english.id)[1])
    for words in ("星桥软件有限公司", "上海市张江路88号", "91310000MA1K35XX9P", "工商银行", "12190812"):
        assert words in page, words
    assert "招商银行" not in page and "StarbridgeSoftwareLtd." in other and "CMBShanghai" in other
    assert admin.get("/papers/letterhead/en.pdf").data.startswith(b"%PDF-") and admin.get("/papers/letterhead/xx.pdf").status_code == 404
    with acting(actor=SYSTEM, clock=current.now() + timedelta(days=400)):  # the logo hangs on no record, and stays
        company.container.platform.file().tidy()
    assert "logo.png" in admin.get("/settings/letterhead").text and sign_in("wang").get("/settings/letterhead").status_code == 403
