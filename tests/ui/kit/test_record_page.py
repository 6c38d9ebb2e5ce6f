"""The record page in the browser: the story, drafts, names, the lock, a field's menu, cards, walking along a list."""

from collections.abc import Callable

import pytest

from tests.ui.pages.customer.account import AccountPage
from tests.ui.pages.customer.contact import ContactPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]
Account = Callable[..., int]


def page_of(browser: Browser, number: int) -> AccountPage:
    return AccountPage(browser).go(f"/accounts/{number}")


def test_what_one_is_writing_is_kept_and_back_after_leaving(signed_in: Browser, account: Account) -> None:
    """写到一半的内容自动保存，回来后恢复"""
    number = account("北京云帆科技")
    page_of(signed_in, number)
    signed_in.testid("compose-call").click()
    signed_in.fill(signed_in.one("#call-name"), "还没写完的电话")
    signed_in.wait(lambda: signed_in.has(".draft-state:not(.hidden)"), "the draft to be kept")

    signed_in.open("/accounts")
    page_of(signed_in, number)

    assert signed_in.one("#call-name").get_attribute("value") == "还没写完的电话"
    signed_in.one("#call-body").click()
    with signed_in.leaving():
        signed_in.chord("control", "enter")
    assert "还没写完的电话" in AccountPage(signed_in).entries
    assert not signed_in.has(".draft-note")


def test_a_record_is_found_with_its_sign_while_one_writes(signed_in: Browser, name: Name, account: Account) -> None:
    """书写时用 # 引用其他记录"""
    number, other = account("广州远航物流"), account("上海安泰医药")
    page_of(signed_in, number)
    signed_in.testid("compose-note").click()
    signed_in.fill(signed_in.one("#note-name"), "引用")
    signed_in.one("#note-body").send_keys(f"参见 #{name()}上海")
    signed_in.wait(lambda: signed_in.has(".mentions li"), "records to choose from")

    signed_in.press("\ue007")
    with signed_in.leaving():
        signed_in.chord("control", "enter")

    link = signed_in.one(".entry-body a.mention")
    assert name("上海安泰医药") in link.text and link.get_attribute("href").endswith(f"/accounts/{other}")


def test_the_story_is_narrowed_by_kind_and_remembers_it(signed_in: Browser, account: Account) -> None:
    """动态按类型筛选并记住选择"""
    number = account("成都川味食品")
    page = page_of(signed_in, number)
    page.compose("call", name="第一通电话")
    page.compose("note", name="一条记录")

    with signed_in.leaving():
        signed_in.click(signed_in.one('.kinds a[href*="kind=call"]'))
    assert page.entries == ["第一通电话"]

    page_of(signed_in, number)
    assert page.entries == ["第一通电话"]
    with signed_in.leaving():
        signed_in.click(signed_in.one('.kinds a[href*="kind=all"]'))
    assert "一条记录" in page.entries


def test_waiting_is_said_and_a_step_is_put_off(signed_in: Browser, account: Account) -> None:
    """没有下一步时可写明等待至何时，也可推迟"""
    page = page_of(signed_in, account("杭州知行网络"))
    assert signed_in.has(".next-step.none")
    signed_in.all(".next-step.none summary")[1].click()
    signed_in.set(signed_in.one('.plan[open] [name="due_at"]'), "2030-02-01T09:00")
    with signed_in.leaving():
        signed_in.testid("wait-save").click()
    assert signed_in.has(".next-step.waiting") and "2030" in signed_in.one(".next-step").text

    signed_in.testid("next-step-snooze").click()
    with signed_in.leaving():
        signed_in.one('.next-step [value="+7d"]').click()
    assert "2030" not in signed_in.one(".next-step").text
    page.undo()
    assert "2030" in signed_in.one(".next-step").text


def test_the_lock_says_who_sees_the_record(signed_in: Browser, account: Account) -> None:
    """锁图标说明谁能看到以及原因"""
    page_of(signed_in, account("武汉光谷软件"))
    signed_in.testid("access").click()
    signed_in.wait(lambda: signed_in.has("#dialog .access-list"), "the list")

    assert signed_in.all(".access-list li")
    assert signed_in.axe() == []


def test_the_menu_of_a_field_brings_an_earlier_value_back(signed_in: Browser, account: Account) -> None:
    """字段菜单中可恢复以前的值"""
    page = page_of(signed_in, account("苏州工业园", city="苏州"))
    page.edit_field("city", "南京").edit_field("city", "无锡")
    signed_in.driver.execute_script("document.querySelector('#field-city .field-more').click()")
    signed_in.wait(lambda: signed_in.has("#dialog .field-past"), "the field's past")
    assert signed_in.axe() == []

    with signed_in.leaving():
        signed_in.one("#dialog [data-testid=restore]").click()

    assert "南京" in signed_in.one(".past-table, .toast").text or "南京" in signed_in.text


def test_a_contact_is_linked_and_taken_off_again(signed_in: Browser, name: Name, account: Account) -> None:
    """关联已有联系人并解除关联，可撤销"""
    ContactPage(signed_in).new().fill(name=name("重庆的王芳")).save()
    number = account("深圳前海")
    page = page_of(signed_in, number).search_related("contacts", name("重庆")).link(name("重庆的王芳"))
    assert name("重庆的王芳") in page.related

    with signed_in.leaving():
        signed_in.driver.execute_script("document.querySelector('#card-contacts [data-testid=unlink]').click()")
    assert name("重庆的王芳") not in page.related
    page.undo()
    assert name("重庆的王芳") in page.related


@pytest.mark.width(1440)
def test_one_walks_along_the_list_with_j_and_k(signed_in: Browser, name: Name, account: Account) -> None:
    """从列表进入后可用 j、k 前后翻"""
    for title in ("甲公司", "乙公司", "丙公司"):
        account(title)
    signed_in.open(f"/accounts?q={name()}&sort=created_at")
    with signed_in.leaving():
        signed_in.driver.execute_script("location.href = document.querySelector('tbody tr .first a').href")
    signed_in.wait(lambda: signed_in.has(".walk [data-key=j]"), "the way on")
    first = AccountPage(signed_in).title

    with signed_in.leaving():
        signed_in.press("j")
    signed_in.wait(lambda: signed_in.has(".walk [data-key=k]"), "the way back")
    assert AccountPage(signed_in).title != first
    with signed_in.leaving():
        signed_in.press("k")
    assert AccountPage(signed_in).title == first


def test_a_star_stands_in_the_menu(signed_in: Browser, name: Name, account: Account) -> None:
    """星标记录出现在左侧菜单"""
    page_of(signed_in, account("天津滨海"))
    signed_in.testid("mark-star").click()

    signed_in.wait(
        lambda: signed_in.driver.execute_script("return document.querySelector('.stars')?.textContent ?? ''").find(name("天津滨海")) >= 0,
        "the star",
    )
    assert signed_in.testid("mark-star").get_attribute("aria-pressed") == "true"


def test_the_page_works_without_script(signed_in: Browser, account: Account) -> None:
    """关闭脚本也能使用：记录、星标、版本、谁能看到"""
    number = account("大连港务", city="大连")
    signed_in.scripts(False)
    try:
        page = page_of(signed_in, number)
        page.compose("note", name="无脚本的记录")
        assert "无脚本的记录" in page.entries
        with signed_in.leaving():
            signed_in.testid("mark-star").click()
        assert signed_in.testid("mark-star").get_attribute("aria-pressed") == "true"
        for path in ("access", "field/city/menu", "related", "related/contacts", "history"):
            signed_in.open(f"/accounts/{number}/{path}")
            assert signed_in.one("h1").text
    finally:
        signed_in.scripts(True)


DROP = """
const files = new DataTransfer(), canvas = document.createElement("canvas"), done = arguments[arguments.length - 1];
files.items.add(new File(["合同内容"], "合同.txt", {type: "text/plain"}));
canvas.toBlob((picture) => {
  const pasted = new DataTransfer();
  pasted.items.add(new File([picture], "现场.png", {type: "image/png"}));
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: pasted, bubbles: true, cancelable: true}));
  document.querySelector("[data-composer]").dispatchEvent(new DragEvent("drop", {dataTransfer: files, bubbles: true, cancelable: true}));
  done();
});
"""


def test_files_are_pasted_and_dropped_into_what_one_writes_and_come_back_with_the_draft(signed_in: Browser, account: Account) -> None:
    """向跟进记录粘贴图片、拖入文件，草稿会保留附件"""
    number = account("北京云帆科技")
    page_of(signed_in, number)
    signed_in.testid("compose-note").click()
    signed_in.driver.execute_async_script(DROP)
    signed_in.wait(lambda: len(signed_in.all(".composer .attached img, .composer .attached a")) == 3, "both files")
    signed_in.wait(lambda: signed_in.has(".draft-state:not(.hidden)"), "the draft to be kept")

    page_of(signed_in, number)
    assert [one.text for one in signed_in.all(".composer .attached span")] == ["现场.png", "合同.txt"]
    signed_in.all("[data-detach]")[1].click()
    signed_in.fill(signed_in.one("#note-name"), "看现场")
    with signed_in.leaving():
        signed_in.chord("control", "enter")

    assert [one.text for one in signed_in.all(".entry .attached span")] == ["现场.png"]
    assert not signed_in.has(".composer .attached li")


@pytest.mark.own
@pytest.mark.needs()
def test_a_section_of_the_form_comes_and_goes_with_what_one_chooses(browser: Browser) -> None:
    """表单分区随所选类型显示或隐藏"""
    browser.enter("administrator")
    browser.open("/layouts/new")
    browser.fill(browser.one("#name"), "客户页")
    browser.fill(browser.one("#target"), "account")
    with browser.leaving():
        browser.testid("save").click()
    browser.click(browser.one(".layout-page > .layout-part:nth-of-type(4) + .layout-set summary"))
    browser.fill(browser.one('[name="value.3"] optgroup').find_element("xpath", ".."), "kind:any:person")
    with browser.leaving():
        browser.click(browser.testid("when:3"))

    browser.open("/accounts/new")
    section = browser.all("[data-when]")[0]
    assert not section.is_displayed()
    browser.fill(browser.one("#kind"), "person")
    browser.wait(section.is_displayed, "the section of people")
    assert browser.one("#birthday").is_displayed()
    browser.fill(browser.one("#kind"), "company")
    browser.wait(lambda: not section.is_displayed(), "it to go again")

    browser.open("/layouts")  # nobody else's pages are laid out like this
    with browser.leaving():
        browser.click(browser.link("客户页"))
    browser.one(".head-tools summary").click()
    with browser.leaving():
        browser.testid("platform_layout.destroy").click()
