"""Settings of the letterhead: who we are on paper, in both languages."""

from crm.domain.kit.field import Field
from crm.domain.kit.module import Section
from crm.language import N_

LETTER = (
    Field(
        "text", N_("Company on papers"), "letter_name", max=120, help=N_("As it is registered. Empty: the company name of the settings."),
    ),
    Field("text", N_("Company on English papers"), "letter_name_en", max=120),
    Field("file", N_("Logo"), "letter_logo", help=N_("PNG or JPEG, at most 2 MB.")),
    Field("text", N_("Company address"), "letter_address", max=200),
    Field("text", N_("Address on English papers"), "letter_address_en", max=200),
    Field("text", N_("Company phone"), "letter_phone", max=60),
    Field("mail", N_("Company mail"), "letter_mail"),
    Field("link", N_("Company website"), "letter_website"),
    Field("text", N_("Company tax number"), "letter_tax_id", max=40),
    Field("text", N_("Bank of the company"), "letter_bank", max=120),
    Field("text", N_("Bank on English papers"), "letter_bank_en", max=120),
    Field("text", N_("Number of the bank account"), "letter_account", max=60),
)  # fmt: skip
LETTER_DEFAULTS = {field.name: None for field in LETTER}
LETTER_SECTIONS = (
    Section(N_("Who we are"), ("letter_name", "letter_name_en", "letter_logo", "letter_tax_id")),
    Section(N_("Where we are"), ("letter_address", "letter_address_en", "letter_phone", "letter_mail", "letter_website")),
    Section(N_("Bank account"), ("letter_bank", "letter_bank_en", "letter_account")),
)
# What a template of papers says itself -> the setting that holds where it says nothing.
LETTER_PARTS = {
    "company": "letter_name", "logo": "letter_logo", "address": "letter_address", "phone": "letter_phone", "mail": "letter_mail",
    "website": "letter_website", "tax_id": "letter_tax_id", "bank": "letter_bank", "bank_account": "letter_account",
}  # fmt: skip
ENGLISH = {"letter_name", "letter_address", "letter_bank"}  # these have words of their own on English papers


def letter_names(part: str, language: str) -> tuple[str, ...]:
    """The settings that say it in a language, the best first."""
    name = LETTER_PARTS[part]
    return (f"{name}_en", name) if name in ENGLISH and language == "en" else (name,)
