"""Files on records: taken in, seen by whoever sees the record, kept once, brought back by undo."""

import os
from io import BytesIO

import pytest

from crm import current
from crm.domain.customer.account import AccountDraft
from crm.errors import Forbidden, Invalid, NotFound
from tests.kit.company import Company


@pytest.fixture
def customer(company: Company) -> int:
    with company.acting("wang"):
        return company.container.customer.account().create(AccountDraft.parse({"name": "北京云帆科技有限公司"})).id


def attach(company: Company, id: int, name: str = "合同.txt", contents: bytes = b"hello"):
    return company.container.platform.file().attach("account", id, name, BytesIO(contents))


def test_a_file_hangs_on_its_record_and_keeps_its_contents(company: Company, customer: int) -> None:
    files = company.container.platform.file()
    with company.acting("wang"):
        made = attach(company, customer)
        assert [row.id for row in files.attached("account", customer, 5)] == [made.id]
        assert files.contents(made).read_bytes() == b"hello"
    assert (made.name, made.size, made.media, made.owner_id) == ("合同.txt", 5, "text/plain", company.users["wang"])


def test_whoever_may_see_the_record_may_see_its_files_and_nobody_else(company: Company, customer: int) -> None:
    files = company.container.platform.file()
    with company.acting("wang"):
        made = attach(company, customer)
    with company.acting("han"):
        assert files.get(made.id).name == "合同.txt"
    with company.acting("chen"):
        for ask in (lambda: files.get(made.id), lambda: files.attached("account", customer, 5), lambda: attach(company, customer)):
            with pytest.raises(NotFound):
                ask()


def test_a_reader_who_writes_nothing_attaches_nothing(company: Company, customer: int) -> None:
    with company.acting("sun"), pytest.raises(Forbidden):
        attach(company, customer)


def test_the_same_contents_lie_on_the_disk_once(company: Company, customer: int) -> None:
    store = company.container.platform.file_store()
    with company.acting("wang"):
        attach(company, customer, "a.txt", b"the same twice")
        attach(company, customer, "b.txt", b"the same twice")
    assert len([path for path in store.folder.glob("*/*") if path.read_bytes() == b"the same twice"]) == 1


@pytest.mark.parametrize(
    ("name", "contents", "said"), [("virus.exe", b"MZ", "exe"), ("empty.txt", b"", "empty"), ("big.txt", b"x" * 1_000_001, "1 MB")]
)
def test_what_is_refused_says_why_and_leaves_no_file(company: Company, customer: int, name: str, contents: bytes, said: str) -> None:
    with company.acting("lilei"):
        company.container.platform.setting().change({"file_largest": "1"})
    with company.acting("wang"):
        with pytest.raises(Invalid) as refusal:
            attach(company, customer, name, contents)
        assert said in str(refusal.value.fields["file"])
        assert company.container.platform.file().attached("account", customer, 5) == []


def test_one_persons_files_have_a_quota(company: Company, customer: int) -> None:
    with company.acting("lilei"):
        company.container.platform.setting().change({"file_quota": "1"})
    with company.acting("wang"):
        attach(company, customer, "a.txt", b"x" * 600_000)
        with pytest.raises(Invalid):
            attach(company, customer, "b.txt", b"y" * 600_000)


def test_all_files_together_have_one_too(company: Company, customer: int) -> None:
    with company.acting("lilei"):
        company.container.platform.setting().change({"file_total": "1"})
    with company.acting("wang"):
        attach(company, customer, "a.txt", b"x" * 600_000)
    with company.acting("han"), pytest.raises(Invalid, match="All files together"):
        attach(company, customer, "b.txt", b"y" * 600_000)


def test_removing_a_file_can_be_undone(company: Company, customer: int) -> None:
    files = company.container.platform.file()
    with company.acting("han"):
        made = attach(company, customer)
        gone = files.remove_all([made.id])
        assert files.attached("account", customer, 5) == []
        company.container.platform.undo().undo(gone.change_set_id)
        assert files.contents(files.attached("account", customer, 5)[0]).read_bytes() == b"hello"


def test_a_rename_keeps_to_the_rules_of_names(company: Company, customer: int) -> None:
    files = company.container.platform.file()
    with company.acting("wang"):
        made = attach(company, customer)
        assert files.change(made.id, {"name": "报价.txt"}).name == "报价.txt"
        for wrong in ("a/b.txt", "run.exe"):
            with pytest.raises(Invalid):
                files.change(made.id, {"name": wrong})
        with pytest.raises(Invalid):
            files.change(made.id, {"subject_id": customer + 1})


def test_contents_that_no_file_needs_are_swept_out_after_a_day(company: Company, customer: int) -> None:
    files, store = company.container.platform.file(), company.container.platform.file_store()
    with company.acting("wang"):
        needed = attach(company, customer, "a.txt", b"needed by a file")
        stray = store.keep(BytesIO(b"needed by nothing"), 100)
        young = store.keep(BytesIO(b"came just now"), 100)
    old = current.now().timestamp() - 2 * 86400
    for digest in (needed.digest, stray.digest):
        os.utime(store.path(digest), (old, old))
    files.tidy()
    assert store.path(needed.digest).exists() and store.path(young.digest).exists()
    assert not store.path(stray.digest).exists()
