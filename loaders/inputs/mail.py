"""E-mails, as newsletters come: `.eml` (RFC 5322, MIME)."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

from kg.loaders.base import BadInput, Source
from kg.loaders.inputs.markup import charset_of, text_of, titled
from kg.loaders.inputs.plain import decode
from kg.loaders.inputs.sidecar import telling

STUB = 4
"""A plain part this many times shorter than the HTML part stands for it ("view this mail in your browser")."""


def sources(name: str, data: bytes) -> Iterator[Source]:
    """The one text of a mail: its plain part, else its HTML part, else that of a mail it forwards.

    Other attachments are not read. Raises `BadInput`.
    """
    if not data.strip():
        raise BadInput(name, "the file is empty")
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise BadInput(name, "no e-mail: it has no header lines", "line 1")
    for each in (message, *_forwarded(message)):
        if body := _body(name, each):
            told = telling(title=_header(each, "subject"), publisher=_sender(each), published=_day(each))
            yield Source(name, titled(told.title, body), sidecar=told, original=data)
            return
    raise BadInput(name, "the mail has no text part")


def _forwarded(message: EmailMessage) -> Iterator[EmailMessage]:
    for part in message.walk():
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            inner = part.get_payload(0)
            if isinstance(inner, EmailMessage):
                yield inner


def _body(name: str, message: EmailMessage) -> str:
    plain, html = _part(name, message, "plain"), text_of(_part(name, message, "html"))
    return html if len(plain.strip()) * STUB < len(html) else plain


def _part(name: str, message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    content = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(content, bytes) or not content.strip():
        return ""
    text, _ = decode(name, content, part.get_content_charset() or charset_of(content))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    return text if text.strip() else ""


def _header(message: EmailMessage, key: str) -> str | None:
    value = message.get(key)
    return str(value) if value is not None else None


def _sender(message: EmailMessage) -> str | None:
    sender = message.get("from")
    addresses = getattr(sender, "addresses", ())
    return next((each.display_name or each.domain for each in addresses), None) or None


def _day(message: EmailMessage) -> str | None:
    """The day of the Date header as its sender wrote it."""
    moment = getattr(message.get("date"), "datetime", None)
    return moment.date().isoformat() if moment else None
