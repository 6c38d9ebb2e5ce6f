"""What can be said of a page without a browser: that everything on it has a name, that no id stands twice, and what it says."""

from collections import Counter
from copy import deepcopy

from lxml import html

UNSEEN = ".//*[@hidden or @data-foreign or self::code or self::script or self::style or self::template]"
SAID = ("aria-label", "title", "placeholder")
CONTROLS = "//input[not(@type='hidden' or @type='submit' or @type='button' or @type='reset')] | //select | //textarea"
PRESSED = "//a[@href] | //button | //summary"


class Markup:
    """The source of one page."""

    def __init__(self, source: str) -> None:
        self.page = html.document_fromstring(source)

    @property
    def text(self) -> str:
        """All that the page shows or tells by a label, also what is folded away."""
        body = deepcopy(self.page.body)
        for one in body.xpath(UNSEEN):
            one.drop_tree()
        return "\n".join([*body.itertext(), *(value for name in SAID for value in body.xpath(f".//@{name}"))])

    @property
    def language(self) -> str:
        return self.page.get("lang") or ""

    def faults(self) -> list[str]:
        """Ids that stand twice, controls without a label, links and buttons without a name, pictures without a text."""
        ids = Counter(self.page.xpath("//@id"))
        labels = set(self.page.xpath("//label/@for"))
        twice = [f"#{one} stands {times} times" for one, times in ids.items() if times > 1]
        nameless = [one for one in self.page.xpath(CONTROLS) if not _is_labelled(one, labels)]
        nameless += [one for one in self.page.xpath(PRESSED) if not _says(one)]
        nameless += [one for one in self.page.xpath("//img") if one.get("alt") is None]
        return twice + [f"no name: {html.tostring(one, encoding='unicode', with_tail=False)[:160]}" for one in nameless]


def _is_labelled(control: html.HtmlElement, labels: set[str]) -> bool:
    named = any(control.get(name) for name in ("aria-label", "aria-labelledby", "title"))
    return named or control.get("id") in labels or next(control.iterancestors("label"), None) is not None


def _says(one: html.HtmlElement) -> bool:
    return bool(one.text_content().strip()) or any(name.strip() for name in one.xpath(".//@aria-label | .//@title | .//@alt"))
