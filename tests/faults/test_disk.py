"""The disk is full, or lets itself be read only."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from crm.domain.kit.filter import Query, as_json
from crm.errors import Busy, NoRoom, Unwritable, of_disk
from tests.faults.disk import Disk, mounted
from tests.faults.invariants import broken, doubled, lost
from tests.faults.site import Site
from tests.faults.writers import API, Write, Writers


@pytest.fixture(params=["tmpfs", "ext4"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    yield from mounted(tmp_path, request.param)


@pytest.fixture
def small(disk: Disk) -> Iterator[Site]:
    made = Site(disk.folder, f"sqlite:///{disk.folder}/crm.db")
    yield made
    made.close()


def files(site: Site) -> list[str]:
    return sorted(str(path.relative_to(site.folder)) for path in site.folder.rglob("*") if path.is_file() and "crm.db" not in path.name)


def refused(site: Site, writers: Writers) -> list[int]:
    """Write until nothing can be written any more; what is answered then, to writers and to readers."""
    for number in range(150):
        writers.write(Write(f"disk-{number}", "account", {"name": f"客户 {number}", "remark": "备注" * 200}))
        if len(writers.refused) == 5:
            break
    assert (len(writers.refused), [(one.status, one.body) for one in writers.strange]) == (5, []), site.log()
    assert all("Retry-After" in one.headers and one.json["error"]["message"] for one in writers.refused)
    reads = [site.ask("GET", path).status for path in (f"{API}/accounts", f"{API}/accounts/{writers.made[0].id}", "/sign-in")]
    assert reads == [200, 200, 200]
    return sorted({one.status for one in writers.refused})


@pytest.mark.faults
def test_the_disk_is_full(small, disk, figure):
    """Writers hear 507 with Retry-After, readers go on, no half record, file, export or backup stays; with room again all is written."""
    writers = at_work(small)
    disk.fill()
    statuses = refused(small, writers)
    nothing_stays(small, NoRoom)
    disk.free()
    whole_again(small, writers)
    measured(figure, writers, statuses, disk)
    assert statuses == [507]


@pytest.mark.faults
@pytest.mark.parametrize("disk", ["ext4"], indirect=True)
def test_the_disk_becomes_read_only(small, disk, figure):
    """Writers hear 503 with Retry-After, readers go on, no half record, file, export or backup stays; on a mended disk nothing is
    missing."""
    writers = at_work(small)
    disk.freeze()
    statuses = refused(small, writers)
    nothing_stays(small, Unwritable)
    small.close()
    disk.mend()
    small.start()
    whole_again(small, writers)
    measured(figure, writers, statuses, disk)
    assert statuses == [503]


def at_work(site: Site) -> Writers:
    site.start()
    writers = Writers(site, 2)
    writers.start()
    Site.until(lambda: len(writers.made) > 20)
    writers.stop()
    return writers


def nothing_stays(site: Site, kind: type[Busy]) -> None:
    """A file that is kept, an export and a backup: each is refused in our words, and leaves nothing behind."""
    before, platform = files(site), site.crm.platform
    query = {
        "module": "account", "kind": "csv", "filter": as_json(Query().filter), "sort": "", "words": "", "names": [], "ids": None,
        "reason": "", "most": 10**6,
    }  # fmt: skip
    for act in (
        lambda: platform.file_store().keep(BytesIO(bytes(3 << 20)), 10 << 20),
        lambda: site.crm.customer.export_file().run(query, SimpleNamespace(id=1, progress=lambda *_: None)),
        lambda: platform.backup().save(site.folder / "backup", site.folder),
    ):
        with site.acting(), pytest.raises((OSError, kind)) as caught:
            act()
        assert isinstance(caught.value, kind) or isinstance(of_disk(caught.value), kind)
    assert files(site) == before


def whole_again(site: Site, writers: Writers) -> None:
    """Everything that was refused can be written, and all is whole."""
    writers.refused.clear()
    writers.retry()
    assert (writers.unsure, writers.refused, writers.strange) == ([], [], []), site.log()
    assert (broken(site), lost(site, writers), doubled(site)) == ([], [], [])


def measured(figure, writers: Writers, statuses: list[int], disk: Disk) -> None:
    said = " and ".join(map(str, statuses))
    figure(
        1,
        f"writers heard {said}; a file, an export and a backup were refused and left nothing; {len(writers.made)} acknowledged, 0 lost, "
        "0 doubled, 0 half records; all refused ones written afterwards",
        f"sqlite on {disk.kind}",
    )
