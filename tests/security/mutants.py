"""The guards of the program, each of which can be taken away: a test that stays green without one of them proves nothing about it.

As a plugin of pytest (`-p tests.security.mutants`, `CRM_MUTANT=name`) it takes one guard away for the whole run.
"""

import importlib
import os
import sys
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

UNIT = "tests/unit"
PAGES = f"{UNIT}/web/kit/test_security.py"
CANARIES = "tests/security/test_canaries.py"
FILES = f"{CANARIES}::test_files_that_are_taken_away_hold_no_field_that_is_shut"
PAPERS = f"{CANARIES}::test_papers_are_made_of_what_their_reader_may_see"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One guard: where it stands, what stands in its place, and the tests that look after it."""

    module: str
    name: str  # of a function, or Class.method, or a value
    instead: Any
    tests: tuple[str, ...]

    def apply(self) -> None:
        """Put the other thing in its place, also where modules took it over by its name."""
        module = importlib.import_module(self.module)
        owner, _, last = self.name.rpartition(".")
        if owner:
            setattr(getattr(module, owner), last, self.instead)
            return
        guard = getattr(module, last)
        for one in [module, *(one for name, one in list(sys.modules.items()) if name.startswith("crm."))]:
            for name in [name for name, value in vars(one).items() if value is guard]:
                setattr(one, name, self.instead)


def nothing(*_: Any, **__: Any) -> None:
    """Refuses nobody."""


def yes(*_: Any, **__: Any) -> bool:
    return True


def same(value: Any, *_: Any, **__: Any) -> Any:
    return value


def everybody(*_: Any, **__: Any) -> Any:
    from crm.domain.kit.access import EVERYBODY

    return EVERYBODY


def _last(_: Any, value: Any, *__: Any, **___: Any) -> Any:
    return value


def _unlimited(*_: Any, **__: Any) -> int:
    return 0


def _endless(*_: Any) -> timedelta:
    return timedelta(days=10_000)


def _open(_: str) -> dict[str, str]:
    return {}


def _workbook(_: Any) -> str:
    return "xlsx"


def _clear(_: Any, text: str, __: str) -> str:
    return text


def _nonce(*_: Any) -> bytes:
    return bytes(12)


def _in_sql(*_: Any, **__: Any) -> str:
    return "TRUE"


MUTANTS = {
    "permission of a page": Mutant("crm.web.kit.page", "allow", nothing, (PAGES,)),
    "predicate": Mutant("crm.domain.kit.access", "_reach", everybody, (PAGES,)),
    "predicate in SQL": Mutant("crm.dao.kit.access", "visible", _in_sql, (PAGES,)),
    "check before a write": Mutant(
        "crm.service.kit.record", "RecordService.check_record", nothing, ("tests/security/test_guards.py", "tests/security/test_matrix.py")
    ),
    "token of a form": Mutant("flask_wtf.csrf", "CSRFProtect.protect", nothing, (PAGES,)),
    "headers of every answer": Mutant("crm.web.hooks", "SAFE", [], (PAGES,)),
    "way after the sign-in": Mutant("crm.web.platform.auth", "here", same, (PAGES,)),
    "proof before what matters": Mutant("crm.web.proof", "asked", nothing, ("tests/security/test_guards.py",)),
    "wait between attempts": Mutant("crm.domain.platform.pace", "wait", _unlimited, (f"{UNIT}/web/platform/test_auth.py",)),
    "pace of requests": Mutant("crm.web.pace", "ask", nothing, (f"{UNIT}/web/test_pace.py",)),
    "seal of encrypted fields": Mutant("crm.dao.kit.seal", "_locked", same, (f"{UNIT}/service/platform/test_encrypted.py",)),
    "formulas in exports": Mutant("crm.service.kit.sheet.write", "_text", same, (f"{UNIT}/service/kit/test_sheet_write.py",)),
    "reason of an export": Mutant("crm.domain.platform.export", "reasoned", same, (f"{UNIT}/service/customer/test_export_request.py",)),
    "texts in the events of exports": Mutant("crm.domain.platform.export", "told", same, (f"{UNIT}/domain/platform/test_export.py",)),
    "payloads that lie sealed": Mutant(
        "crm.service.platform.vault", "Vault.seal", _clear, (f"{UNIT}/service/customer/test_export_request.py",)
    ),
    "pieces of sealed files": Mutant("crm.service.kit.sealed_file", "nonce_of", _nonce, (f"{UNIT}/service/kit/test_sealed_file.py",)),
    "addresses of one's own network": Mutant("crm.service.kit.fetch", "is_public", yes, (f"{UNIT}/service/kit/test_fetch.py",)),
    "veil over fields": Mutant("crm.domain.kit.veil", "veiled", same, (f"{UNIT}/service/platform/test_field_right.py",)),
    "what is shut, in files": Mutant("crm.domain.kit.veil", "limits_of", _open, (FILES,)),
    "veil over papers": Mutant("crm.domain.kit.veil", "veiled", same, (PAPERS,)),
    "mask of values": Mutant("crm.domain.kit.mask", "masked", _last, (f"{UNIT}/domain/kit/test_mask.py",)),
    "no veiled row is written": Mutant("crm.domain.kit.veil", "whole", nothing, ("tests/security/test_guards.py",)),
    "cleaning of rich text": Mutant("crm.domain.kit.text", "harmless", same, ("tests/security/test_guards.py",)),
    "types of uploads": Mutant("crm.domain.platform.file", "check_type", nothing, (f"{UNIT}/domain/platform/test_file.py",)),
    "size of workbooks": Mutant("crm.service.kit.sheet.book", "_kind_of_zip", _workbook, (f"{UNIT}/service/kit/test_sheet_book.py",)),
    "names of uploads": Mutant("crm.domain.platform.file", "file_name", same, (f"{UNIT}/domain/platform/test_file.py",)),
    "scopes of a token": Mutant("crm.domain.platform.token", "narrowed", same, (f"{UNIT}/service/platform/test_token.py",)),
    "rank of rights": Mutant("crm.service.platform.rank", "covered", yes, (f"{UNIT}/service/platform/test_rank.py",)),
    "end of a session": Mutant(
        "crm.service.platform.auth", "AuthService.idle", property(_endless), (f"{UNIT}/service/platform/test_auth.py",)
    ),
    "names in the question to a directory": Mutant(
        "ldap3.utils.conv", "escape_filter_chars", same, (f"{UNIT}/service/platform/test_ldap.py",)
    ),
    "strength of passwords": Mutant("crm.domain.platform.password", "weakness", nothing, (f"{UNIT}/service/platform/test_password.py",)),
    "networks of people": Mutant(
        "crm.service.platform.network", "NetworkService.allows", yes, (f"{UNIT}/service/platform/test_network.py",)
    ),
    "secrets in the log": Mutant("crm.observe", "private", lambda *given: given[-1], (f"{UNIT}/test_observe.py",)),
    "fields that the API knows": Mutant("crm.web.api.shape", "check", nothing, (f"{UNIT}/web/api/test_input.py",)),
    "values in the text of statements": Mutant("tests.kit.statements", "typed", lambda _: [], ("tests/security/test_statements.py",)),
}  # fmt: skip


def pytest_configure(config: Any) -> None:
    """Take the guard away once everything that could have taken it over is loaded."""
    import crm.app

    crm.app.pages()
    mutant = MUTANTS[os.environ["CRM_MUTANT"]]
    mutant.apply()
