"""What security events say of themselves, in words."""

import pytest

from crm.current import acting
from crm.web.platform.journal_told import named, told

NAMES = {("role", 7): "销售", ("identity_provider", 9): "企业账号"}


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ({"proof": "password+totp"}, "验证方式：密码 + 身份验证器应用"),
        ({"name": "company"}, "名称：公司名称"),
        ({"name": "retention"}, "名称：保留规则"),
        ({"role": 7, "fields": {"account.phone": "masked"}}, "角色：销售 · 字段：客户 · 电话 (脱敏显示)"),
        ({"field": "account.phone", "levels": {"7": "hidden"}}, "字段：客户 · 电话 · 角色：销售 (不可见)"),
        ({"module": "account", "form": "csv", "count": 3}, "模块：客户 · 格式：CSV"),
        ({"module": "journal"}, "模块：操作日志"),
        ({"subject": "sign_in", "before": "2026-01-02T00:00:00+00:00"}, "内容：登录 · 截至：2026-01-02"),
        ({"provider": 9, "secret": True}, "登录来源：企业账号 · 已保存密钥：是"),
        ({"factor": "passkey"}, "双重验证方式：通行密钥"),
    ],
)  # fmt: skip
def test_an_event_speaks_the_language_of_its_reader(detail: dict[str, object], words: str) -> None:
    """安全事件的明细用读者的语言说明"""
    with acting(language="zh"):
        assert told(detail, NAMES) == words


def test_records_are_named_that_an_event_knows_by_id() -> None:
    """明细中的编号显示为名称"""
    assert named({"roles": [7, 8], "levels": {"9": "hidden"}, "webhook": 3, "count": 5}) == {
        ("role", 7), ("role", 8), ("role", 9), ("webhook", 3),
    }  # fmt: skip
