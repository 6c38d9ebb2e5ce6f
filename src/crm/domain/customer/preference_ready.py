"""Preference cards that are ready to be taken over, trade by trade. What is taken over is the house's own to change."""

from dataclasses import dataclass

from crm.language import N_

Question = tuple[str, str, tuple[str, ...]]  # name, kind, choices


@dataclass(frozen=True, slots=True)
class Ready:
    """One card with its questions."""

    pack: str
    name: str
    subject: str
    fields: tuple[Question, ...]


WHEN = (N_("Morning"), N_("Noon"), N_("Afternoon"), N_("Evening"))
READY = (
    Ready("general", N_("Getting in touch"), "any", (
        (N_("Best way to reach"), "choice", (N_("By phone"), N_("By WeChat"), N_("By mail"), N_("By visit"))),
        (N_("Best time of day"), "choice", WHEN),
        (N_("Likes holiday greetings"), "yesno", ()),
        (N_("Topics to avoid"), "text", ()),
    )),
    Ready("general", N_("Interests"), "person", (
        (N_("Hobbies"), "text", ()),
        (N_("Tea or coffee"), "choice", (N_("Tea"), N_("Coffee"), N_("Water"))),
        (N_("Has children"), "yesno", ()),
    )),
    Ready("hospitality", N_("Room"), "person", (
        (N_("Pillow height"), "choice", (N_("Low"), N_("Medium"), N_("High"))),
        (N_("Lighting"), "choice", (N_("Bright"), N_("Dim"))),
        (N_("Slipper size"), "number", ()),
        (N_("Non-smoking room"), "yesno", ()),
        (N_("Floor and view"), "text", ()),
    )),
    Ready("hospitality", N_("Dining"), "person", (
        (N_("Taste"), "choice", (N_("Mild"), N_("Medium"), N_("Strong"))),
        (N_("Does not eat"), "text", ()),
        (N_("Private dining room"), "yesno", ()),
    )),
    Ready("hospitality", N_("Leisure"), "person", (
        (N_("Uses the gym"), "yesno", ()),
        (N_("Favourite leisure service"), "text", ()),
    )),
    Ready("banking", N_("Investing"), "person", (
        (N_("Risk appetite"), "choice", (N_("Conservative"), N_("Steady"), N_("Balanced"), N_("Growth"), N_("Aggressive"))),
        (N_("Investment horizon (months)"), "number", ()),
        (N_("Products of interest"), "text", ()),
        (N_("Wants a call before a product matures"), "yesno", ()),
    )),
    Ready("commerce", N_("Shopping"), "person", (
        (N_("Clothing size"), "text", ()),
        (N_("Favourite brands"), "text", ()),
        (N_("Waits for sales"), "yesno", ()),
        (N_("Delivery time"), "choice", WHEN),
    )),
    Ready("logistics", N_("Shipping"), "company", (
        (N_("Usual transport"), "choice", (N_("Road"), N_("Rail"), N_("Air"), N_("Sea"))),
        (N_("Loading window"), "text", ()),
        (N_("Pallets must be exchanged"), "yesno", ()),
    )),
)  # fmt: skip
