"""A search through all records: it learns, lists the pairs of each group, keeps what people decided, and shows everybody his own."""

import random

import pytest

from crm.domain.customer.account import MODULE as ACCOUNT
from crm.domain.customer.account import AccountDraft
from crm.domain.customer.duplicate import DIFFERENT
from crm.domain.platform.job import Interrupted
from crm.errors import Forbidden, NotFound


class Job:
    """What the handler is told about its job, and what it said."""

    id = attempts = 1

    def __init__(self, most=10**9):
        self.said, self.most = [], most

    def progress(self, done, total=None):
        self.said.append((done, total))
        if len(self.said) > self.most:
            raise Interrupted()


@pytest.fixture
def rooms(company):
    return company.container.customer


def account(rooms, name, **more):
    return rooms.account().create(AccountDraft.parse({"name": name, **more}))


def names(draw):
    """Names of companies that are not each other's."""
    chars = "云帆远航知行安泰川味天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳"
    return ["".join(draw.sample(chars, 4)) for _ in range(560)]


def many(rooms):
    """Five hundred and sixty companies, thirty of them twice; written as an import writes. Gives the true pairs."""
    draw = random.Random(1)
    service, found, true = rooms.account(), [], []
    cities = ["北京", "上海", "广州", "深圳", "杭州", "成都", "武汉", "西安"]
    for at, name in enumerate(names(draw)):
        city = draw.choice(cities)
        found.append({"name": f"{city}{name}科技有限公司", "city": city, "phone": f"+86138{at:08d}", "mail": f"li@{at}x.cn"})
    for at in range(0, 300, 10):
        true.append((at, len(found)))
        found.append(found[at] | {"name": found[at]["name"].replace("科技有限公司", "股份有限公司"), "mail": f"wang@{at}x.cn"})
    with service.db.transaction():
        rows = service.writer.insert(ACCOUNT, service.records, [ACCOUNT.row(**values) for values in found], "import")
    return {(rows[one].id, rows[other].id) for one, other in true}


def test_a_search_finds_the_twins_and_learns_what_agreements_are_worth(company, rooms):
    with company.acting("lilei"):
        true, job = many(rooms), Job()
        scan = rooms.duplicate_scan().scan(ACCOUNT, job)
        found = {(pair.one_id, pair.other_id) for pair in rooms.duplicate().page(ACCOUNT, 100)}
        assert scan.records == 590 and job.said
        assert len(found & true) / len(true) >= 0.95 and len(found & true) / len(found) >= 0.95
        learnt = rooms.duplicate().searched(ACCOUNT)
        assert learnt.records == 590 and rooms.duplicate().weights(ACCOUNT).share == scan.weights.share
        assert 20 <= scan.weights.share * 590 * 589 / 2 <= 60


def test_of_three_that_are_one_two_pairs_are_listed_with_the_oldest(company, rooms):
    with company.acting("lilei"):
        said = ("云帆科技", "云帆科技公司", "云帆科技有限公司")
        first, *others = (account(rooms, name, phone="13800138000", city="北京") for name in said)
        rooms.duplicate_scan().scan(ACCOUNT, Job())
        assert {(p.one_id, p.other_id) for p in rooms.duplicate().page(ACCOUNT, 10)} == {(first.id, other.id) for other in others}


def test_what_people_decided_outlives_the_next_search(company, rooms):
    with company.acting("lilei"):
        one, other = (account(rooms, "云帆科技", phone="13800138000") for _ in range(2))
        search, duplicates = rooms.duplicate_scan(), rooms.duplicate()
        search.scan(ACCOUNT, Job())
        assert len(duplicates.page(ACCOUNT, 10)) == 1
        duplicates.decide(ACCOUNT, one.id, other.id, DIFFERENT)
        search.scan(ACCOUNT, Job())
        assert duplicates.page(ACCOUNT, 10) == [] and len(duplicates.page(ACCOUNT, 10, DIFFERENT)) == 1


def test_a_removed_record_is_no_twin(company, rooms):
    with company.acting("lilei"):
        _, other = (account(rooms, "云帆科技", phone="13800138000") for _ in range(2))
        rooms.account().remove_all([other.id])
        rooms.duplicate_scan().scan(ACCOUNT, Job())
        assert rooms.duplicate().page(ACCOUNT, 10) == []


def test_the_list_goes_on_behind_the_last_pair(company, rooms):
    with company.acting("lilei"):
        for at in range(3):
            for _ in range(2):
                account(rooms, f"云帆{'一二三'[at]}号物流", phone=f"1380013800{at}")
        rooms.duplicate_scan().scan(ACCOUNT, Job())
        duplicates, seen, after = rooms.duplicate(), [], None
        while page := duplicates.page(ACCOUNT, 1, after=after):
            seen.append((page[0].one_id, page[0].other_id))
            after = (page[0].weight, page[0].one_id, page[0].other_id)
        assert len(seen) == len(set(seen)) == 3


def test_a_search_that_must_leave_off_leaves_the_last_list_as_it_was(company, rooms):
    with company.acting("lilei"):
        for _ in range(2):
            account(rooms, "云帆科技", phone="13800138000")
        search = rooms.duplicate_scan()
        search.scan(ACCOUNT, Job())
        account(rooms, "云帆科技", phone="13800138000")
        with pytest.raises(Interrupted):
            search.scan(ACCOUNT, Job(most=0))
        assert len(rooms.duplicate().page(ACCOUNT, 10)) == 1


def test_the_job_runs_for_who_may_and_its_result_leads_to_the_list(company, rooms):
    with company.acting("lilei"):
        for _ in range(2):
            account(rooms, "云帆科技", phone="13800138000")
        id = rooms.duplicate_scan().start("account")
        company.container.platform.job_runner().run_due()
        job = company.container.platform.job().get(id)
        assert job.state == "done" and job.results == {"url": "/duplicates?module=account", "records": 2, "pairs": 1}
        with pytest.raises(NotFound):
            rooms.duplicate_scan().start("tag")
    with company.acting("wang"), pytest.raises(Forbidden):
        rooms.duplicate_scan().start("account")


def keys_of(company, id):
    with company.container.db().transaction(writes=False) as work:
        work.cursor.execute(f"SELECT kind, value FROM record_key WHERE record_id = {id}")
        return set(work.cursor.fetchall())


def test_keys_that_were_made_in_another_way_are_written_anew_once(company, rooms, monkeypatch):
    with company.acting("lilei"):
        one, other = account(rooms, "北京云帆科技有限公司"), account(rooms, "云帆网络")
        right = keys_of(company, other.id)
        with company.container.db().transaction():
            search = company.container.platform.search()
            search.search.drop_keys([one.id, other.id])
            search.search.put_keys([{"kind": "old", "value": "old", "module": "account", "record_id": other.id}])
        scan = rooms.duplicate_scan()

        assert scan.scan(ACCOUNT, Job()).found == 0
        assert keys_of(company, other.id) == {("old", "old")}  # of the same version: nothing is written

        monkeypatch.setattr("crm.domain.kit.twin_block.VERSION", 2)
        scan.scan(ACCOUNT, Job())
        assert keys_of(company, other.id) == right
        assert other.id in {twin.id for twin in rooms.duplicate().twins(ACCOUNT, {"name": "云帆网络"})}

        with company.container.db().transaction():
            search.search.drop_keys([other.id])
        scan.scan(ACCOUNT, Job())
        assert keys_of(company, other.id) == set()  # once is enough


def test_an_import_leaves_the_keys_of_likely_twins_to_a_job(company, rooms, tmp_path):
    file = tmp_path / "customers.csv"
    file.write_text("名称,地址\n北京星启科技有限公司,中关村大街 780 号\n", encoding="utf-8")
    alike = AccountDraft.parse({"name": "北京星祺科技有限公司", "street": "中关村大街780号"}).values()
    with company.acting("lilei"):
        rooms.transfer().import_file("account", file)
        assert rooms.duplicate().twins(ACCOUNT, alike) == []  # its name is not the same, it sounds the same
    while company.container.platform.job_runner().run_one("test"):
        pass
    with company.acting("lilei"):
        (twin,) = rooms.duplicate().twins(ACCOUNT, alike)
    assert twin.title == "北京星启科技有限公司"
