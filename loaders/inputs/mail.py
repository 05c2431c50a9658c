"""E-mails, as newsletters come: `.eml` (RFC 5322, MIME)."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

from kg.loaders.base import BadInput, Sidecar, Source
from kg.loaders.inputs.markup import text_of, titled


def sources(name: str, data: bytes) -> Iterator[Source]:
    """The one text of a mail: its plain part, else its HTML part. Attachments are not read. Raises `BadInput`."""
    if not data.strip():
        raise BadInput(name, "the file is empty")
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise BadInput(name, "no e-mail: it has no header lines", "line 1")
    body = _body(name, message)
    if not body.strip():
        raise BadInput(name, "the mail has no text part")
    subject = _header(message, "subject")
    told = Sidecar(title=subject, publisher=_sender(message), published=_day(message))
    yield Source(name, titled(subject, body), sidecar=told, original=data)


def _body(name: str, message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    try:
        content = str(part.get_content()).replace("\r\n", "\n")
    except (LookupError, UnicodeError, ValueError) as error:
        raise BadInput(name, f"its text part cannot be decoded: {error}") from error
    return text_of(content) if part.get_content_subtype() == "html" else content


def _header(message: EmailMessage, key: str) -> str | None:
    value = message.get(key)
    return " ".join(str(value).split()) or None if value is not None else None


def _sender(message: EmailMessage) -> str | None:
    sender = message.get("from")
    addresses = getattr(sender, "addresses", ())
    return next((each.display_name or each.domain for each in addresses), None) or None


def _day(message: EmailMessage) -> str | None:
    """The day of the Date header as its sender wrote it."""
    moment = getattr(message.get("date"), "datetime", None)
    return moment.date().isoformat() if moment else None
