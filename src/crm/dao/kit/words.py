"""What people search for, as the index of words is asked: in the language of FTS5 or as a tsquery."""

from crm.domain.kit.tokens import query_tokens

PREFIX = 2  # SQLite's index knows the beginnings of words that are so long, or shorter (schema/0003_job.sql)


def expressed(words: str, dialect: str) -> str:
    """Every word must be there. Tokens are letters and digits only."""
    return (" AND " if dialect == "sqlite" else " & ").join(_token(*one, dialect) for one in query_tokens(words[:200]))


def either(beginnings: list[str], dialect: str) -> str:
    """A word that begins with one of these must be there."""
    return (" OR " if dialect == "sqlite" else " | ").join(_token(one, True, dialect) for one in beginnings)


def _token(token: str, prefix: bool, dialect: str) -> str:
    if dialect == "sqlite":
        return f'"{token}"{"*" if prefix else ""}'
    return f"'{token}'{':*' if prefix else ''}"


def parts(words: str) -> list[str]:
    """What stands in the tokens of an entry that has every word: " bei" begins a token, " 北京 " is one."""
    return [f" {token}" if prefix else f" {token} " for token, prefix in query_tokens(words[:200])]


def widened(words: str, dialect: str) -> tuple[str, list[str]]:
    """Words that the database has at hand, newest first, and the parts to be looked for among what these find; ("", []) where
    nothing is gained. To gather all that begins with “beijing” takes a quarter of a second at a million records."""
    tokens = query_tokens(words[:200])
    if dialect == "postgresql":  # it walks along the records themselves
        return (expressed(words, dialect), parts(words)) if any(prefix for _, prefix in tokens) else ("", [])
    long = [f" {token}" for token, prefix in tokens if prefix and len(token) > PREFIX]
    wide = (_token(token[:PREFIX] if prefix else token, prefix, dialect) for token, prefix in tokens)
    return (" AND ".join(wide), long) if long else ("", [])
