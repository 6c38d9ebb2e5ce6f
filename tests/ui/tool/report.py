"""One HTML file that tells how a run went: no other file is needed to read it."""

import platform
from collections import Counter
from datetime import datetime
from html import escape
from pathlib import Path

from tests.ui.tool.options import Options
from tests.ui.tool.record import Result
from tests.ui.tool.steps import Step

STYLE = Path(__file__).with_name("report.css")
WORDS = {
    "zh": {
        "title": "界面测试报告", "passed": "通过", "failed": "失败", "skipped": "跳过", "all": "全部", "target": "被测系统",
        "own": "测试自带的实例", "role": "角色", "lang": "语言", "width": "宽度", "began": "开始时间", "took": "用时", "browser": "浏览器",
        "steps": "步骤", "console": "浏览器控制台", "nothing": "无输出", "why": "原因", "end": "失败时的页面", "picture": "截图",
        "left": "未能清除的测试数据", "clean": "测试数据已全部清除", "seconds": "秒",
        "administrator": "管理员", "manager": "销售经理", "salesperson": "销售", "auditor": "审计", "zh": "简体中文", "en": "英语",
    },
    "en": {
        "title": "Browser test report", "passed": "passed", "failed": "failed", "skipped": "skipped", "all": "all", "target": "System",
        "own": "an instance of the tests' own", "role": "Role", "lang": "Language", "width": "Width", "began": "Began", "took": "Took",
        "browser": "Browser", "steps": "Steps", "console": "Console of the page", "nothing": "nothing was said", "why": "Reason",
        "end": "The page when it failed", "picture": "Picture", "left": "Test data that could not be removed",
        "clean": "All test data was removed", "seconds": "s",
        "administrator": "administrator", "manager": "manager", "salesperson": "salesperson", "auditor": "auditor",
        "zh": "Chinese", "en": "English",
    },
}  # fmt: skip
MARKS = {"passed": "✓", "failed": "✗", "skipped": "–"}


class Report:
    """Written once, when everything is over."""

    def __init__(self, options: Options, began: datetime, browser: str) -> None:
        self.options = options
        self.began = began
        self.browser = browser
        self.words = WORDS[options.lang]

    def write(self, path: Path, results: list[Result], left: list[str]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.page(results, left), encoding="utf-8")

    def page(self, results: list[Result], left: list[str]) -> str:
        said, count = self.words, Counter(result.outcome for result in results)
        outcome = "failed" if count["failed"] or left else "passed"
        filters = "".join(
            f'<input type="radio" name="show" id="show-{name}"{" checked" if name == "all" else ""}>'
            f'<label for="show-{name}" class="{name}"><b>{len(results) if name == "all" else count[name]}</b> {said[name]}</label>'
            for name in ("all", "failed", "passed", "skipped")
        )
        data = (
            f'<p class="left">{said["left"]}: {escape(", ".join(left))}</p>' if left else f'<p class="clean">{said["clean"]}</p>'
        ) if self.options.base_url else ""  # fmt: skip
        tests = "".join(self._module(name, [r for r in results if r.module == name]) for name in dict.fromkeys(r.module for r in results))
        return (
            f'<!doctype html><html lang="{"zh-CN" if self.options.lang == "zh" else "en"}"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{said["title"]}</title>'
            f"<style>{STYLE.read_text(encoding='utf-8')}</style></head>"
            f'<body><header class="{outcome}"><h1><span class="mark">{MARKS[outcome]}</span> {said["title"]}</h1>'
            f"<dl>{self._facts()}</dl></header>"
            f'<main>{filters}{data}<div class="tests">{tests}</div></main></body></html>\n'
        )

    def _facts(self) -> str:
        said, options = self.words, self.options
        took = (datetime.now().astimezone() - self.began).total_seconds()
        facts = {
            "target": options.base_url or said["own"],
            "role": said[options.role],
            "lang": said[options.lang],
            "width": f"{options.width} px",
            "browser": f"{self.browser} · {platform.system()}",
            "began": f"{self.began:%Y-%m-%d %H:%M:%S}",
            "took": f"{took:.0f} {said['seconds']}",
        }
        return "".join(f"<div><dt>{said[name]}</dt><dd>{escape(value)}</dd></div>" for name, value in facts.items())

    def _module(self, name: str, results: list[Result]) -> str:
        return f"<section><h2>{escape(name)}</h2>{''.join(self._test(one) for one in results)}</section>"

    def _test(self, result: Result) -> str:
        said = self.words
        parts = []
        if result.why:
            parts.append(f'<h3>{said["why"]}</h3><pre class="why">{escape(result.why)}</pre>')
        if result.picture:
            parts.append(f"<h3>{said['end']}</h3>{_image(result.picture, said['end'])}")
        if result.steps:
            parts.append(f"<h3>{said['steps']}</h3><ol>{''.join(self._step(step) for step in result.steps)}</ol>")
        if result.outcome != "skipped":
            console = escape("\n".join(result.console)) or said["nothing"]
            parts.append(f"<h3>{said['console']}</h3><pre>{console}</pre>")
        return (
            f'<details class="test {result.outcome}"{" open" if result.outcome == "failed" else ""}><summary>'
            f'<span class="mark" title="{said[result.outcome]}">{MARKS[result.outcome]}</span><span>{escape(result.name)}</span>'
            f"<time>{result.seconds:.1f} {said['seconds']}</time></summary>{''.join(parts)}</details>"
        )

    def _step(self, step: Step) -> str:
        said = self.words
        picture = f"<details><summary>{said['picture']}</summary>{_image(step.picture, said['picture'])}</details>" if step.picture else ""
        mark = "failed" if step.failed else "passed"
        return (
            f'<li class="{mark} depth{min(step.depth, 3)}"><span class="mark">{MARKS[mark]}</span>'
            f"<span>{escape(step.words[self.options.lang])}</span><time>{step.seconds:.2f} {said['seconds']}</time>{picture}</li>"
        )


def _image(picture: str, label: str) -> str:
    return f'<img alt="{label}" loading="lazy" src="data:image/jpeg;base64,{picture}">'
