"""A look before an import: what would become of each row, cells put right, saved mappings; author and time; on both databases."""

import io

import pytest

from crm.domain.customer.transfer_link import NewRecord
from crm.domain.kit.filter import Query
from crm.errors import Forbidden, Invalid, NotFound
from crm.service.customer import transfer, transfer_feed


@pytest.fixture
def transfers(company):
    return company.container.customer.transfer()


def upload(transfers, text, module="account", name="a.csv"):
    return transfers.upload(module, io.BytesIO(text.encode()), name)


def counts(run):
    return run.created, run.updated, run.skipped, run.failed


def every(service):
    return {service.module.title(row): row for row in service.page(Query(size=1000))}


def test_the_preview_says_of_each_row_what_would_become_of_it(company, transfers):
    accounts = company.container.customer.account()
    with company.acting("wang"):
        accounts.create(accounts.module.draft.parse({"name": "甲公司", "city": "北京", "grade": "B"}))
        accounts.create(accounts.module.draft.parse({"name": "王芳", "kind": "person", "phone": "13800138000"}))
        text = "客户名称,类型,城市,手机\n甲公司,企业,上海,\n王芳,个人,,13900139000\n"
        run = upload(transfers, text + "乙公司,企业,,123\n丙公司,企业,,\n丙公司,企业,,\n")
        run = transfers.set_up(run.id, run.mapping, run.options | {"on_twin": "update"})
        looked = transfers.preview(run)
        assert [item.outcome for item, _ in looked] == ["updated", "created", "failed", "created", "skipped"]
        (first, wanted), (second, _), (third, _) = looked[:3]
        assert (first.base.city, wanted.city, wanted.grade) == ("北京", "上海", "B")
        assert (second.alike.name, second.base, list(third.wrong)) == ("王芳", None, ["phone"])
        assert accounts.count(Query()) == 2


def test_the_preview_tells_which_companies_are_here_and_which_would_be_made(company, transfers):
    accounts = company.container.customer.account()
    with company.acting("wang"):
        made = accounts.create(accounts.module.draft.parse({"name": "甲公司"}))
        run = upload(transfers, "姓名,公司\n王芳,甲公司\n李雷,乙公司\n", "contact")
        links = [item.links["account_id"] for item, _ in transfers.preview(run)]
    assert (links[0], isinstance(links[1], NewRecord)) == (made.id, True)


def test_a_preview_cannot_be_had_before_the_name_is_known(company, transfers):
    with company.acting("wang"):
        run = upload(transfers, "x,城市\n甲公司,北京\n")
        with pytest.raises(Invalid) as refused:
            transfers.preview(run)
    assert set(refused.value.fields) == {"name"}


def test_a_check_counts_a_record_that_would_stay_as_it_is_as_skipped(company, transfers):
    accounts = company.container.customer.account()
    with company.acting("wang"):
        accounts.create(accounts.module.draft.parse({"name": "甲公司", "city": "北京"}))
        run = upload(transfers, "客户名称,城市\n甲公司,北京\n")
        run = transfers.set_up(run.id, run.mapping, run.options | {"on_twin": "update"})
        assert counts(transfers.start(run.id, "check")) == counts(transfers.start(run.id, "run")) == (0, 0, 1, 0)
        assert company.container.platform.job().mine() == [], "what is done needs no job"


@pytest.mark.parametrize("ahead", [False, True], ids=["here", "ahead"])
def test_cells_put_right_are_what_is_imported_and_what_is_given_back(company, transfers, monkeypatch, ahead):
    monkeypatch.setattr(transfer_feed, "FEW", 0 if ahead else 10**9)
    monkeypatch.setattr(transfer, "BATCH", 2)
    accounts = company.container.customer.account()
    with company.acting("wang"):
        run = upload(transfers, "客户名称,手机,城市\n甲公司,123,北京\n乙公司,456,\n丙公司,789,\n")
        transfers.set_up(run.id, run.mapping, run.options, {"2": {"1": "13800138000"}})
        run = transfers.set_up(run.id, run.mapping, run.options, {"3": {"1": "13900139000", "2": "上海"}})
        assert run.fixes == {"2": {"1": "13800138000"}, "3": {"1": "13900139000", "2": "上海"}}
        assert transfers.sample(run)[1] == (3, ["乙公司", "13900139000", "上海"])
        run = transfers.start(run.id, "run")
        assert counts(run) == (2, 0, 0, 1)
        assert {(row.name, row.phone, row.city) for row in every(accounts).values()} == {
            ("甲公司", "+8613800138000", "北京"), ("乙公司", "+8613900139000", "上海"),
        }  # fmt: skip
        assert [cells[:2] for cells in transfers.problem_file(run)[1]] == [["丙公司", "789"]]


@pytest.mark.parametrize("fixes", [{"2": {"9": "x"}}, {"2": {"-1": "x"}}, {"x": {"1": "x"}}, {"2": {"1": "长" * 5001}}])
def test_a_cell_that_there_is_not_cannot_be_put_right(company, transfers, fixes):
    with company.acting("wang"):
        run = upload(transfers, "客户名称,手机\n甲公司,123\n")
        with pytest.raises(Invalid):
            transfers.set_up(run.id, run.mapping, run.options, fixes)
        assert transfers.get(run.id).fixes == {}


def test_cells_put_right_are_forgotten_when_the_file_is_read_otherwise(company, transfers):
    with company.acting("wang"):
        run = upload(transfers, "客户名称,手机\n甲公司,123\n")
        transfers.set_up(run.id, run.mapping, run.options, {"2": {"1": "13800138000"}})
        assert transfers.set_up(run.id, None, run.options, delimiter=";").fixes == {}


def test_a_saved_mapping_serves_everybody_who_imports_there(company, transfers):
    with company.acting("wang"):
        run = upload(transfers, "Firma,Ort,x\n甲公司,北京,1\n")
        run = transfers.set_up(run.id, ["name", "city", ""], run.options | {"on_twin": "update"})
        transfers.save_mapping(run, " 老系统 ")
    with company.acting("han"):
        (saved,) = transfers.mappings("account")
        assert (saved.name, saved.actor_name, saved.fields) == ("老系统", "王强", {"firma": "name", "ort": "city"})
        run = upload(transfers, "Nr,FIRMA,Ort\n1,乙公司,上海\n")
        mapping, options = transfers.use_mapping(run, saved.id)
        assert (mapping, options["on_twin"]) == (["", "name", "city"], "update")
        with pytest.raises(Invalid):
            transfers.save_mapping(run, "老系统")
        with pytest.raises(NotFound):
            transfers.drop_mapping(saved.id)
        assert transfers.mappings("contact") == []
    with company.acting("sun"), pytest.raises(Forbidden):
        transfers.mappings("account")
    with company.acting("wang"):
        transfers.save_mapping(transfers.set_up(upload(transfers, "A\n甲\n").id, ["name"], {}), "老系统")
        assert [one.fields for one in transfers.mappings("account")] == [{"a": "name"}]
        transfers.drop_mapping(saved.id)
        assert transfers.mappings("account") == []


@pytest.mark.parametrize("name", ["", "  ", "长" * 61])
def test_a_mapping_needs_a_name_of_its_own(company, transfers, name):
    with company.acting("wang"), pytest.raises(Invalid) as refused:
        transfers.save_mapping(upload(transfers, "name\nA\n"), name)
    assert set(refused.value.fields) == {"mapping_name"}


def test_author_and_time_of_the_old_system_are_kept(company, transfers):
    accounts = company.container.customer.account()
    text = (
        "客户名称,成交状态,创建人,创建时间,负责人\n甲公司,未成交,zhao,2021-03-04 05:06:07,陈静\n"
        "乙公司,,王强,,\n丙公司,,谁,,\n丁公司,,,2999-01-01,\n"
    )
    with company.acting("han"):
        run = upload(transfers, text)
        assert (run.options["source"], run.mapping) == ("wukong", ["name", "", "created_by", "created_at", "owner_id"])
        assert counts(transfers.start(run.id, "run")) == (2, 0, 0, 2)
        made = every(accounts)
        first, second = made["甲公司"], made["乙公司"]
        assert (first.created_by, first.created_at.isoformat(), first.owner_name) == (
            company.users["zhao"], "2021-03-03T21:06:07+00:00", "陈静",
        )  # fmt: skip
        assert (second.created_by, second.created_at.year > 2021, second.owner_name) == (company.users["wang"], True, "韩梅梅")
        told = [(one.line, one.header) for one in transfers.problems(run, ("failed",), 10)]
        assert told == [(4, "创建人"), (5, "创建时间")]
        transfers.start(run.id, "undo")
        assert every(accounts) == {}


def test_who_may_not_hand_over_sets_neither_author_nor_time(company, transfers):
    with company.acting("wang"):
        run = upload(transfers, "name,a,b\n甲公司,zhao,\n乙公司,,2021-03-04\n")
        run = transfers.set_up(run.id, ["name", "created_by", "created_at"], run.options)
        assert counts(transfers.start(run.id, "run")) == (0, 0, 0, 2)


def test_what_an_import_has_made_itself_is_not_brought_up_to_date_by_a_later_line_of_it(company, transfers, monkeypatch):
    monkeypatch.setattr(transfer, "BATCH", 1)
    accounts = company.container.customer.account()
    with company.acting("lilei"):
        run = upload(transfers, "客户名称,城市,成交状态,创建人\n甲公司,北京,,zhao\n甲公司,上海,,zhao\n")
        run = transfers.set_up(run.id, run.mapping, run.options | {"on_twin": "update"})
        assert counts(transfers.start(run.id, "run")) == (1, 0, 1, 0)
        assert every(accounts)["甲公司"].city == "北京"


def test_cards_become_contacts_with_their_companies(company, transfers):
    contacts = company.container.customer.contact()
    card = (
        "BEGIN:VCARD\nVERSION:3.0\nN:王;芳;;;\nFN:王芳\nORG:北京云帆科技有限公司\nTITLE:采购经理\nTEL;TYPE=CELL:138 0013 8000\n"
        "TEL;TYPE=WORK:010-65529988\nEMAIL:wang@example.com\nADR;TYPE=WORK:;;中关村大街 1 号;北京;北京;100080;中国\n"
        "ADR;TYPE=HOME:;;长江路 2 号;合肥;安徽;;中国\nCATEGORIES:VIP,展会\nNOTE:老客户\nEND:VCARD\n"
    )
    with company.acting("wang"):
        run = upload(transfers, card + "BEGIN:VCARD\nVERSION:4.0\nFN:\nEMAIL:info@example.com\nEND:VCARD\n", "contact", "a.vcf")
        assert (run.kind, run.options["source"], run.estimated) == ("vcf", "vcard", 2)
        assert counts(transfers.start(run.id, "run")) == (2, 0, 0, 0)
        made = every(contacts)
    row = made["王芳"]
    assert (row.account_name, row.title, row.phones, row.mails, row.tags) == (
        "北京云帆科技有限公司", "采购经理", ["+8613800138000", "+861065529988"], ["wang@example.com"], ["VIP", "展会"],
    )  # fmt: skip
    assert (row.province, row.city, row.address) == ("北京", "北京", "中关村大街 1 号, 100080")
    assert row.remark == "老客户\n长江路 2 号, 合肥, 安徽"
    assert made["info@example.com"].mails == ["info@example.com"]


def test_a_row_whose_twin_one_may_not_see_is_told_without_naming_it(company, transfers):
    accounts = company.container.customer.account()
    with company.acting("zhao"):
        accounts.create(accounts.module.draft.parse({"name": "甲公司", "phone": "13800138000"}))
        gone = accounts.create(accounts.module.draft.parse({"name": "乙公司"}))
    with company.acting("lilei"):
        accounts.remove_all([gone.id])
    with company.acting("wang"):
        run = upload(transfers, "客户名称,手机\n甲公司,\n丁公司,13800138000\n乙公司,\n丙公司,\n")
        looked = [item for item, _ in transfers.preview(run)]
        assert [item.outcome for item in looked] == ["created"] * 4
        assert [item.unseen for item in looked] == [True, True, False, False]
        assert all(item.alike is None and item.base is None for item in looked)


def test_a_birthday_in_three_columns_is_one_day_and_a_part_of_it_is_none(company, transfers):
    header = "Display Name,Primary Email,Screen Name,Birth Year,Birth Month,Birth Day\n"
    lines = "王芳,a@b.cn,,1985,3,7\n李雷,c@d.cn,,,12,24\n赵敏,e@f.cn,,,,\n钱多,g@h.cn,,1985,2,30\n"
    with company.acting("wang"):
        run = upload(transfers, header + lines, "contact")
        assert run.mapping[3:] == ["birthday"] * 3
        looked = [item for item, _ in transfers.preview(run)]
    assert [str(item.draft.birthday) if item.draft else list(item.wrong) for item in looked] == ["1985-03-07", "None", "None", ["birthday"]]
