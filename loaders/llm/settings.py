"""Which model is asked, where, and within which limits. The key comes from the environment and goes nowhere else."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

KEYS = ("DEALGRAPH_LLM_KEY", "OPENAI_API_KEY")
"""Environment variables that may hold the key, in the order in which they are asked."""
TIMEOUT = 120.0
RETRIES = 2


@dataclass(frozen=True, slots=True)
class Settings:
    """Where and how to ask. `url` is checked by `settings`; `timeout` is in seconds, `max_tokens` for the whole run."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    cache: Path | None = None
    max_tokens: int | None = None
    timeout: float = TIMEOUT
    retries: int = RETRIES

    @property
    def host(self) -> str:
        """Host and port of the address."""
        return urlsplit(self.url).netloc

    @property
    def local(self) -> bool:
        """Whether the address is this computer."""
        return _loopback(urlsplit(self.url).hostname or "")


def settings(
    url: str | None,
    model: str | None,
    *,
    cache: Path | None = None,
    max_tokens: int | None = None,
    timeout: float = TIMEOUT,
    retries: int = RETRIES,
    plain_http: bool = False,
    environ: Mapping[str, str] = os.environ,
) -> Settings:
    """Checked settings, with the key of the environment. Raises `ValueError` with a line that says what to do."""
    if not url:
        raise ValueError(
            "a language model needs an address: --llm-url or DEALGRAPH_LLM_URL, "
            "such as https://api.openai.com/v1 or http://localhost:11434/v1"
        )
    if not model:
        raise ValueError("a language model needs a name: --model or DEALGRAPH_LLM_MODEL, as its server calls it")
    if not model.isprintable() or any(c.isspace() for c in model) or len(model) > 200:
        raise ValueError("--model must be one word of printable characters, as the server calls the model")
    address = _address(url)
    key = next((environ[name].strip() for name in KEYS if environ.get(name, "").strip()), None)
    chosen = Settings(url.rstrip("/"), model, key, cache, max_tokens, timeout, retries)
    if address.scheme == "http" and not (chosen.local or plain_http):
        raise ValueError(
            f"http:// sends articles and the key to {chosen.host} unencrypted: use https://, or add --llm-plain-http"
        )
    if key is None and not chosen.local:
        raise ValueError(f"no key for {chosen.host}: set {KEYS[0]} (or {KEYS[1]}) in the environment")
    if key is not None and not (key.isascii() and key.isprintable()):
        raise ValueError(f"the key in the environment ({' or '.join(KEYS)}) holds characters that no key has")
    return chosen


def cache_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Where answers are kept unless told otherwise: the user's cache folder (XDG Base Directory Specification)."""
    told = Path(environ.get("XDG_CACHE_HOME") or "~/.cache")
    base = told.expanduser()
    return (base if base.is_absolute() else Path("~/.cache").expanduser()) / "dealgraph" / "llm"


def _address(url: str) -> SplitResult:
    wrong = "--llm-url must be an address like https://host/v1, without user name, question mark or #"
    try:
        address = urlsplit(url)
        plain = not (address.username or address.password or address.query or address.fragment)
        good = address.scheme in ("http", "https") and bool(address.hostname) and plain and address.port != 0
    except ValueError as error:
        raise ValueError(wrong) from error
    if not good or not url.isprintable() or any(c.isspace() for c in url):
        raise ValueError(wrong)
    return address


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
