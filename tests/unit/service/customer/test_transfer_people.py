"""People and departments come in by import: with their branches, managers and roles, and without anything to sign in with."""

import pytest

from crm.domain.kit.filter import Query
from crm.domain.platform.user import UserDraft
from crm.errors import Forbidden

STAFF = """姓名,账号,邮箱,手机,职位,所属部门,部门负责人,角色,密码
周洋,,zhou@example.com,13800138001,销售员,西南组,何静,销售,secret1
吴磊,,,13800138002,销售员,西南组,何静,销售、审计,secret2
吴磊,wulei9,,,主管,华东组,,,secret3
何静,,he@example.com,13800138003,组长,西南组,何静,,secret4
郑爽,,,,销售员,西南组,王强,,secret5
"""


@pytest.fixture
def platform(company):
    return company.container.platform


@pytest.fixture
def bring(company, tmp_path):
    """Import a text into a module; gives the run and what is to be told of its lines."""
    transfers = company.container.customer.transfer()

    def run(module, text, **options):
        path = tmp_path / "file.csv"
        path.write_text(text, encoding="utf-8")
        found = transfers.import_file(module, path, options)
        told = [(one.line, one.outcome, one.header) for one in transfers.problems(found, ("failed", "skipped", "noted"), 50)]
        return found, told

    return run


def every(service):
    return {row.account if "account" in vars(row) else row.name: row for row in service.page(Query(size=100))}


def test_people_come_in_with_departments_managers_and_roles_and_can_be_taken_back(company, platform, bring):
    with company.acting("lilei"):
        before = every(platform.user()), every(platform.department())
        run, told = bring("user", STAFF)
        people, places = every(platform.user()), every(platform.department())
        assert (run.created, run.failed, run.companies, "密码" in run.header, "" in run.mapping) == (5, 0, 1, True, True)
        assert told == [(6, "noted", "")]  # 西南组 is led by 何静 already
        assert people.keys() - before[0].keys() == {"zhouyang", "wulei", "wulei9", "hejing", "zhengshuang"}
        assert (places["西南组"].manager_name, people["hejing"].department_name) == ("何静", "西南组")
        assert people["wulei9"].department_name == "华东组"
        assert set(people["wulei"].roles) == {company.roles["salesperson"], company.roles["auditor"]}
        assert platform.user().actor(people["zhouyang"].id).may("account.create")
        assert [hit.title for hit in platform.search().find("zhengshuang")] == ["郑爽"]
        company.container.customer.transfer().start(run.id, "undo")
        assert (every(platform.user()).keys(), every(platform.department()).keys()) == (before[0].keys(), before[1].keys())
    assert platform.user().actor(people["zhouyang"].id) is None


def test_nobody_who_came_in_by_a_file_can_sign_in_or_is_written_to(company, platform, bring):
    with company.acting("lilei"):
        bring("user", STAFF)
        made = every(platform.user())["zhouyang"]
    with company.container.db().transaction(writes=False) as work:
        work.cursor.execute(f"SELECT COUNT(*) FROM credential WHERE user_id = {made.id}")
        assert (made.state, work.cursor.fetchone()[0]) == ("active", 0)
        work.cursor.execute("SELECT COUNT(*) FROM job WHERE kind = 'mail'")
        assert work.cursor.fetchone()[0] == 0


def test_rows_that_cannot_be_taken_are_named_and_the_others_come_in(company, bring):
    text = "姓名,账号,邮箱,部门,部门负责人,角色\n甲,jia,wang@example.com,,,\n乙,yi,,,王强,\n丙,bing,,,,总裁\n"
    with company.acting("lilei"):
        run, told = bring("user", text + "丁,Ding,,,,\n戊,ding,,,,\n己,,x@,,,\n庚,geng,,,,\n", on_twin="create")
    assert told == [(2, "failed", "邮箱"), (3, "failed", "部门负责人"), (4, "failed", "角色"), (6, "failed", "账号"), (7, "failed", "邮箱")]
    assert (run.created, run.failed) == (2, 5)


def test_who_is_here_by_account_mail_or_name_is_skipped_or_brought_up_to_date(company, platform, bring):
    text = "姓名,账号,职位,角色\n王强,wang,总监,审计\n赵敏,,总监,\n陈静,chenjing2,总监,\n"
    with company.acting("lilei"):
        run, told = bring("user", text)
        assert (run.created, run.skipped, [line for line, *_ in told]) == (1, 2, [2, 3])
        run, _ = bring("user", text, on_twin="update")
        people = every(platform.user())
    assert (run.created, run.updated) == (0, 2)
    assert (people["wang"].title, people["zhao"].title, people["chen"].title) == ("总监", "总监", None)
    assert set(people["wang"].roles) == {company.roles["salesperson"], company.roles["auditor"]}


def test_nobody_brings_in_more_than_he_may_do_by_hand(company, platform, bring):
    with company.acting("wang"), pytest.raises(Forbidden):
        bring("user", "姓名\n甲\n")
    with company.acting("lilei"):
        grants = {f"user.{verb}": 4 for verb in ("view", "create", "edit", "import")} | {"department.view": 4}
        role = platform.role().create(platform.role().module.draft.parse({"name": "人事", "grants": grants}))
        platform.user().change(company.users["chen"], {"roles": [role.id]})
    with company.acting("chen"):
        text = "姓名,账号,部门,部门负责人,角色,状态\n甲,jia,,,管理员,\n乙,yi,新部门,,,\n丙,bing,华东组,王强,,\n"
        _, told = bring("user", text + "丁,ding,,,人事,\n李雷,lilei,,,,停用\n", on_twin="update")
        assert told == [(2, "failed", "角色"), (3, "failed", "部门"), (4, "failed", "部门负责人"), (6, "failed", "")]
        assert every(platform.user())["ding"].roles == [role.id]


def test_undo_keeps_people_to_whom_records_belong_by_now(company, platform, bring):
    accounts = company.container.customer.account()
    with company.acting("lilei"):
        run, _ = bring("user", "姓名,角色\n周洋,销售\n吴磊,\n")
        zhou = every(platform.user())["zhouyang"]
        accounts.create(accounts.module.draft.parse({"name": "云帆"}))
        accounts.assign_all([row.id for row in accounts.page(Query())], zhou.id, zhou.department_id)
        transfers = company.container.customer.transfer()
        transfers.start(run.id, "undo")
        kept = [one.record_id for one in transfers.problems(run, ("kept",), 5)]
        assert (kept, "wulei" in every(platform.user()), platform.user().is_active(zhou.id)) == ([zhou.id], False, True)


def test_departments_come_in_as_a_tree_with_their_managers(company, platform, bring):
    text = "部门名称,上级部门,负责人\n成都,西南区,王强\n西南区,总部,\n重庆,西南区,没有此人\n华东组,,\n"
    with company.acting("lilei"):
        run, told = bring("department", text)
        assert (run.created, told) == (2, [(4, "failed", "负责人"), (5, "skipped", "")])
        tree = [(line.name, line.depth, line.manager_name) for line in platform.department().tree()]
        assert ("成都", 2, "王强") in tree and ("西南区", 1, None) in tree
        circle = "部门名称,上级部门\n西南区,成都\n成都,西南区\n"
        run, told = bring("department", circle, on_twin="update")
        assert run.failed == 1
        assert ("西南区", 1, None) in [(line.name, line.depth, line.manager_name) for line in platform.department().tree()]


def test_somebody_who_is_added_by_hand_gets_an_account_from_his_name(company, platform):
    with company.acting("lilei"):
        made = [platform.user().create(UserDraft.parse({"name": "王强"})).account for _ in range(2)]
    assert made == ["wangqiang", "wangqiang2"]
