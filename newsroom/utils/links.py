"""The addresses of links in a body: completed where the intention is clear, refused where it is not."""

import re
from html.parser import HTMLParser

# A letter, digit or underscore in any alphabet, for domains such as «почта.қаз».
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_DOMAIN = rf"(?:{_LABEL}\.)+[^\W\d_]{{2,24}}"
_WEB = re.compile(rf"(?://)?(?!\S+\.(?:html?|php|pdf|docx?|jpe?g|png)$)({_DOMAIN}(?:[/?#]\S*)?)")
_EMAIL = re.compile(rf"[\w.+-]{{1,64}}@{_DOMAIN}")
_COMPLETE = re.compile(r"(?:https?://[^\s/?#]+\S*|mailto:\S+@\S+|tel:[+\d][\d().\s-]*)", re.IGNORECASE)
_HAS_HOST = re.compile(r"https?://", re.IGNORECASE)
_OWN_PATH = re.compile(r"/(?![/\\])\S*")


def complete_link(address: str) -> str | None:
    """Return the address with a scheme: https for a domain, mailto for an e-mail address.

    An absolute path of the site stays. Return None for any other address, which would lead nowhere.
    """
    address = "%20".join(address.split()) if _HAS_HOST.match(address.strip()) else address.strip()
    if _COMPLETE.fullmatch(address) or _OWN_PATH.fullmatch(address):
        return address
    if _EMAIL.fullmatch(address):
        return f"mailto:{address}"
    web = _WEB.fullmatch(address)
    return f"https://{web[1]}" if web else None


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.addresses += [value or "" for name, value in attrs if name == "href"]


def unusable_links(html: str) -> list[str]:
    """Return the addresses in the HTML that `complete_link` refuses, each once, in their order."""
    parser = _Links()
    parser.feed(html)
    return [address for address in dict.fromkeys(parser.addresses) if complete_link(address) is None]
