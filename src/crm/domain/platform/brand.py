"""What a company shows of itself on its pages and papers: its logo."""

import base64
import hashlib
from dataclasses import dataclass

from crm.domain.platform.file import media_of
from crm.errors import Invalid
from crm.language import Words

PICTURES = ("image/png", "image/jpeg")  # what papers can be printed with
LARGEST = 500_000  # bytes: it comes with the first page that anybody opens


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture, and what it is."""

    picture: bytes
    media: str

    @property
    def digest(self) -> str:
        """What differs as soon as the picture does."""
        return hashlib.sha256(self.picture).hexdigest()[:16]

    @property
    def inline(self) -> str:
        """As an address that is the picture itself, for a page that asks for nothing more."""
        return f"data:{self.media};base64,{base64.b64encode(self.picture).decode()}"


def logo_of(picture: bytes) -> Logo:
    """Raises Invalid(logo=…) for what is no such picture, or too large."""
    media = media_of("", picture[:16])
    if media not in PICTURES or len(picture) > LARGEST:
        raise Invalid(logo=Words("A logo is a PNG or JPEG picture of at most {n} KB.", n=LARGEST // 1000))
    return Logo(picture, media)
