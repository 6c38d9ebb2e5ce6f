"""A paper that goes out by mail: which may, to whom, and what is written with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from crm.domain.kit.field import Field
from crm.domain.kit.text import Refused
from crm.errors import Invalid
from crm.language import N_, Words

MAILED = {  # states in which the paper of a record may go to its customer
    "quote": ("approved", "sent", "accepted"),
    "sales_order": ("draft", "confirmed", "delivering", "delivered", "done"),
    "contract": ("draft", "active", "ended", "terminated"),
}
MOST = 10  # people to whom one mail goes
LINK = "{link}"  # stands in the text until the mail is sent: each mail has a link of its own
UNSPOKEN = re.compile(r'[<>",;:()@\\[\]]')  # what has a meaning of its own in an address
PERSON = re.compile(r'(?:"[^"]*"|[^",;，；、\n])+')  # what stands between two separators; in quotes they are part of a name
PLACE = re.compile(r"\{(\w+)\}")
FIELDS = {
    field.name: field
    for field in (
        Field(
            "text", N_("Send to"), "to", required=True, max=1000,
            help=N_("Contacts, or any addresses such as lin@example.com, separated by commas."),
        ),
        Field("text", N_("Copy to"), "cc", max=1000, help=N_("Everybody who gets the mail sees these people too.")),
        Field("text", N_("Subject"), "subject", required=True, max=200),
        Field("long", N_("Text"), "text", required=True, max=5000),
    )
}
SUBJECT = N_("{paper} {number}: {name}")
TEXT = N_("Dear {contact},\n\nPlease find our {paper} {number}, “{name}”, attached.")
READ = N_("You can also read it, ask questions and accept it here:\n{link}")
CLOSE = N_("Kind regards\n{sender}\n{company}")


@dataclass(frozen=True)
class Letter:
    """What is typed in: addresses, maybe with names, a subject and a text."""

    to: str
    cc: str
    subject: str
    text: str

    @property
    def is_linked(self) -> bool:
        return LINK in self.text


@dataclass(frozen=True)
class Begun:
    """What the form begins with: to whom it may go, and what the template says."""

    name: str  # of the record
    letter: Letter
    recipients: tuple[str, ...]
    linkable: bool
    language: str  # of the paper
    fixed: bool  # the record says its language itself
    sends: bool  # the quote counts as sent with it


def written(raw: Mapping[str, str]) -> Letter:
    """Raises Invalid beside what is missing or too long."""
    found, wrong = {}, {}
    for name, field in FIELDS.items():
        try:
            found[name] = field.parse(raw.get(name, ""))
        except Refused as no:
            wrong[name] = no.words
    if wrong:
        raise Invalid(wrong)
    return Letter(**{name: value or "" for name, value in found.items()})


def people(text: str) -> list[str]:
    """The addresses of a field, as each was typed in."""
    return [part.strip() for part in PERSON.findall(text) if part.strip()]


def addressed(name: str, mail: str) -> str:
    """As it is typed in: `Name <mail>`."""
    return f"{' '.join(UNSPOKEN.sub(' ', name).split())} <{mail}>".strip()


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with what stands for its places; a brace that we do not know stays as it is."""
    return PLACE.sub(lambda found: values.get(found[1], found[0]), text)


def unlinked(text: str) -> str:
    """The text without the lines that hold a link, for a paper that has none."""
    return "\n".join(line for line in text.split("\n") if LINK not in line)


def may_go(module: str, state: str) -> Invalid | None:
    """Why the paper stays here; None where it may go."""
    if state in MAILED[module]:
        return None
    if module == "quote":
        return Invalid({"": Words("A quote is mailed once it is approved, and as long as it holds.")})
    return Invalid({"": Words("In this state its paper is not mailed.")})
