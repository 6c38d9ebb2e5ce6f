"""Every sentence that a person can read stands in the Chinese catalogue, with the same {names} in it."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from crm.domain.kit.module import SYSTEM_FIELDS, modules
from crm.domain.kit.money import CURRENCIES
from crm.domain.platform.role import EXTRA, SCOPES, VERB_LABELS

ROOT = Path(__file__).parents[3]
SOURCE, TEMPLATES, CATALOGUE = ROOT / "src/crm", ROOT / "templates", ROOT / "src/crm/locale/zh_CN"
MARKERS = {"_", "N_", "say", "tell", "Words", "refuse", "toast"}
ERRORS = {"CrmError", "NotFound", "Forbidden", "Unknown", "Busy", "TooMany", "Taken"}
NAMES = re.compile(r"(?<!\{)\{(\w+)\}")
OWN_NAMES = {"简体中文", "English"}  # a language calls itself the same in every language
JINJA_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)
# Not words: names of keys, tags, entities, and the attributes that a macro puts into a tag.
UNWORDED = re.compile(r"<(script|style|kbd)\b.*?</\1>|<[^>]*>|&\w+;|\b[\w-]+=\"[^\"]*\"", re.S)
FLAGS = {"required", "multiple", "checked", "selected", "disabled", "hidden", "autofocus"}
READ_ALOUD = re.compile(r"\b(?:title|placeholder|alt|aria-label)=\"([^\"]*[A-Za-z][^\"]*)\"")

JINJA = Environment(autoescape=True)


def literals(node: ast.expr) -> Iterator[str]:
    """The sentences an argument may be: a literal, or one of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def python_sentences(text: str) -> set[str]:
    """What is marked in a Python file; of plurals the first form."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in MARKERS | ERRORS | {"say_many"} and node.args:
                found |= set(literals(node.args[0]))
    return found


def template_sentences(text: str) -> set[str]:
    return {
        call.args[0].value
        for call in JINJA.parse(text).find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name == "_" and isinstance(call.args[0], nodes.Const)
    }


def bare_words(text: str) -> list[str]:
    """Words of a template that go to the page as they are: between tags, and in what is read aloud."""
    plain = UNWORDED.sub("\n", JINJA_TAGS.sub("", text))
    loose = [line.strip() for line in plain.splitlines() if re.search(r"[A-Za-z]{2}", line)]
    return [words for words in loose if words not in FLAGS] + READ_ALOUD.findall(JINJA_TAGS.sub("", text))


def used() -> dict[str, str]:
    """Every sentence of the program -> a file it stands in."""
    found: dict[str, str] = {}
    for path in SOURCE.rglob("*.py"):
        found |= dict.fromkeys(python_sentences(path.read_text()), str(path.relative_to(ROOT)))
    for path in TEMPLATES.rglob("*.html"):
        found |= dict.fromkeys(template_sentences(path.read_text()), str(path.relative_to(ROOT)))
    return found


def catalogued() -> list[tuple[str, Message]]:
    """(file, message) of every entry."""
    found = []
    for path in sorted(CATALOGUE.glob("*.po")):
        with path.open("rb") as file:
            found += [(path.name, message) for message in read_po(file, locale="zh_CN", abort_invalid=True) if message.id]
    return found


def key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def translation(message: Message) -> str:
    return message.string if isinstance(message.string, str) else (message.string or [""])[0]


def said_differently(message: Message) -> bool:
    """Whether the translation names other values than the sentence; of plurals the form for many counts."""
    source = message.id if isinstance(message.id, str) else message.id[1]
    return set(NAMES.findall(source)) != set(NAMES.findall(translation(message)))


def untranslated(sentences: dict[str, str], messages: list[tuple[str, Message]]) -> list[str]:
    known = {key(message) for _, message in messages if translation(message) and not message.fuzzy}
    return sorted(f"{path}: {sentence}" for sentence, path in sentences.items() if sentence not in known)


def test_every_sentence_has_its_chinese():
    assert untranslated(used(), catalogued()) == []


def test_a_translation_names_the_same_values_as_its_sentence():
    assert [f"{file}: {key(message)}" for file, message in catalogued() if said_differently(message)] == []


def test_no_sentence_is_translated_twice():
    counted = Counter(key(message) for _, message in catalogued())
    assert {sentence for sentence, times in counted.items() if times > 1} == set()


def test_no_translation_is_of_a_sentence_that_nobody_says():
    said = used()
    assert [f"{file}: {key(message)}" for file, message in catalogued() if key(message) not in said] == []


def test_every_word_of_a_description_is_marked_for_the_catalogue():
    words = (
        {field.label for field in SYSTEM_FIELDS} | set(SCOPES.values()) | set(VERB_LABELS.values()) | {label for label, _ in EXTRA.values()}
    )
    for module in modules().values():
        words |= {module.label, module.plural, module.description}
        words |= {part.label for part in (*module.sections, *module.relations, *module.draft.fields.values())}
        words |= {field.help for field in module.draft.fields.values() if field.help}
        words |= {option.label for field in module.draft.fields.values() for option in field.options}
    assert words - set(used()) - OWN_NAMES - set(CURRENCIES) - {""} == set()  # a currency's code is its name


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_has_no_word_of_its_own(path):
    assert bare_words(path.read_text()) == []


def test_planted_sentences_are_found():
    python = 'say("One.")\nWords("Two." if x else "Three.")\nraise Forbidden("Four.")\nlanguage.say_many("Five", "{n} fives", n)\nlog("no")'
    assert python_sentences(python) == {"One.", "Two.", "Three.", "Four.", "Five"}
    assert template_sentences("<p title=\"{{ _('Six') }}\">{{ _('Seven {n}', n=1) }}</p>") == {"Six", "Seven {n}"}


def test_planted_words_in_a_template_are_found():
    assert bare_words('<p class="{{ tone }}">{{ _(\'fine\') }} · <b>Loose</b></p><a title="Also loose">{{ x }}</a>') == [
        "Loose",
        "Also loose",
    ]


@pytest.mark.parametrize(
    ("message", "why"),
    [
        (Message("One.", ""), "empty"),
        (Message("One.", "一。", flags=["fuzzy"]), "only guessed"),
        (Message("Two.", "二。"), "missing"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_planted_gap_in_the_catalogue_is_found(message, why):
    assert untranslated({"One.": "a.py"}, [("a.po", message)]) == ["a.py: One."]


def test_a_planted_lost_value_is_found():
    assert said_differently(Message("Hello {name}", "你好"))
    assert said_differently(Message(("{n} day", "{n} days"), ("天",)))
    assert not said_differently(Message("A {{brace}} and {name}", "{name} 与 {{brace}}"))
