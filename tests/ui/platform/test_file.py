"""Files in the browser: attached where the customer stands, looked at, deleted and brought back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.ui.pages.platform.file import FilePage
from tests.ui.tool.browser import Browser

pytestmark = pytest.mark.needs("remove")


def test_a_file_is_attached_seen_deleted_and_brought_back(
    signed_in: Browser, name: Callable[..., str], account: Callable[..., int], tmp_path: Path
) -> None:
    """附上文件、预览、删除并撤销"""
    id = account("附件客户")
    text, picture = tmp_path / "合同.txt", tmp_path / "现场.png"
    text.write_text("甲方：云帆科技", encoding="utf-8")
    Image.new("RGB", (320, 200), "steelblue").save(picture)

    page = FilePage(signed_in).go(f"/accounts/{id}").attach(text).attach(picture)
    assert page.files == ["现场.png", "合同.txt"]

    page.open_file("合同.txt")
    signed_in.sees("甲方：云帆科技")
    assert signed_in.axe() == []
    page.delete_file()
    assert FilePage(signed_in).go(f"/files/of/account/{id}").files == ["现场.png"]

    page.go(f"/accounts/{id}").open_file("现场.png")
    size = signed_in.driver.execute_script("const i = document.querySelector('.file-picture'); return [i.naturalWidth, i.naturalHeight]")
    assert size == [320, 200]


def test_a_refused_type_is_named_on_the_card(signed_in: Browser, account: Callable[..., int], tmp_path: Path) -> None:
    """不允许的文件类型在卡片上说明"""
    file = tmp_path / "setup.exe"
    file.write_bytes(b"MZ")

    page = FilePage(signed_in).go(f"/accounts/{account('附件客户')}").attach(file)

    assert "exe" in page.refusal and page.files == []
