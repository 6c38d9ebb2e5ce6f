"""What somebody is typing and has not sent yet."""

from datetime import timedelta

MOST = 40_000  # bytes of one draft
KEPT = timedelta(days=30)


def worth_keeping(data: dict[str, str]) -> bool:
    return any(text.strip() for text in data.values())
