"""One question to a server that speaks the chat completions protocol, by the `openai` SDK, and every way it can fail.

The SDK tries again after timeouts, lost connections, 408, 409, 429 and 5xx, waiting as long as `Retry-After` says. What
is still a failure then is a `NoAnswer`: of this passage, or `final` when any further question would end the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.loaders.llm.prompt import response_format
from kg.loaders.llm.settings import Settings

if TYPE_CHECKING:
    from openai import APIStatusError, OpenAI

INSTALL = "a language model needs the package openai: pip install 'dealgraph[llm]'"
CHARS_A_TOKEN = 4
"""Code points of English a token, for servers that do not count; a rule of thumb."""


class NoAnswer(Exception):
    """A question got no usable answer; `final` when no further question will."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.final = final


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its text, whether it was cut off, and what it cost in tokens, `counted` by the server or estimated."""

    content: str
    truncated: bool
    tokens: int
    counted: bool


def installed() -> bool:
    """Whether the `openai` SDK can be imported."""
    from importlib.util import find_spec

    return find_spec("openai") is not None


def estimate(messages: Sequence[dict[str, str]]) -> int:
    """About how many tokens a question takes, its schema included."""
    return (sum(len(each["content"]) for each in messages) + len(str(response_format()))) // CHARS_A_TOKEN


class Client:
    """Asks one model at one address; the connection is opened at the first question."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client: OpenAI | None = None

    def ask(self, messages: list[dict[str, str]]) -> Reply:
        """The model's answer. Raises `NoAnswer`."""
        import openai

        told: Any = messages
        form: Any = response_format()
        try:
            done = self._open().chat.completions.create(
                model=self._settings.model, messages=told, temperature=0, response_format=form, stream=False
            )
        except openai.APITimeoutError as error:
            raise self._fail(f"no answer within {self._settings.timeout:g} s{self._tries()}") from error
        except openai.APIConnectionError as error:
            raise self._fail("no connection; is the server running, and the address right?", final=True) from error
        except openai.APIStatusError as error:
            raise self._status(error) from error
        except (openai.OpenAIError, ValueError, TypeError) as error:
            raise self._fail("the answer is not one of the chat completions protocol") from error
        return self._reply(done, messages)

    def clean(self, text: str) -> str:
        """Words of a server for one line: short, printable, and never with the key in them."""
        if self._settings.key:
            text = text.replace(self._settings.key, "[key]")
        return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))[:200]

    def _open(self) -> OpenAI:
        if self._client is None:
            import openai

            # Redirects could lead the article to another host, or off https; a proxy has no part in a local connection.
            http = openai.DefaultHttpxClient(follow_redirects=False, trust_env=not self._settings.local)
            self._client = openai.OpenAI(
                api_key=self._settings.key or "none", base_url=self._settings.url, http_client=http,
                timeout=self._settings.timeout, max_retries=self._settings.retries,
            )  # fmt: skip
        return self._client

    def _reply(self, done: Any, messages: Sequence[dict[str, str]]) -> Reply:
        try:
            choice = done.choices[0]
            content, finish = choice.message.content, choice.finish_reason
            refusal = getattr(choice.message, "refusal", None)
        except (AttributeError, IndexError, TypeError) as error:
            raise self._fail("the answer is not one of the chat completions protocol") from error
        total = getattr(getattr(done, "usage", None), "total_tokens", None)
        counted = isinstance(total, int) and total > 0
        text = content if isinstance(content, str) else ""
        if self._settings.key:
            text = text.replace(self._settings.key, "[key]")
        tokens = total if counted else estimate(messages) + len(text) // CHARS_A_TOKEN
        reply = Reply(text, finish == "length", int(tokens or 0), counted)
        if refusal or finish == "content_filter":
            why = f": {self.clean(str(refusal))}" if refusal else " (content filter)"
            raise Spent(f"{self._settings.model} refused to answer{why}", reply)
        return reply

    def _status(self, error: APIStatusError) -> NoAnswer:
        code, said = error.status_code, self.clean(_message(error))
        if code in (401, 403):
            return self._fail(f"the key was refused ({code}: {said})", final=True)
        if code == 404:
            return self._fail(f"no model {self._settings.model!r} there, or a wrong path ({code}: {said})", final=True)
        if 300 <= code < 400:
            return self._fail(f"the address redirects elsewhere ({code}): give the one that answers", final=True)
        if code == 429:
            return self._fail(f"the limit of requests is reached{self._tries()} ({said})")
        if code >= 500:
            return self._fail(f"the server failed{self._tries()} ({code}: {said})")
        return self._fail(f"the request was refused ({code}: {said})")

    def _fail(self, reason: str, *, final: bool = False) -> NoAnswer:
        return NoAnswer(f"{self._settings.host}: {reason}", final=final)

    def _tries(self) -> str:
        """How often the SDK may have asked; fewer when the server says not to, or to wait for too long."""
        return f" in up to {self._settings.retries + 1} tries" if self._settings.retries else ""


class Spent(NoAnswer):
    """No usable answer, and yet it cost tokens."""

    def __init__(self, reason: str, reply: Reply) -> None:
        super().__init__(reason)
        self.reply = reply


def _message(error: APIStatusError) -> str:
    """The server's own words on a failure, else the status."""
    body = error.body
    if isinstance(body, dict):
        told = body.get("message") or body.get("error")
        if isinstance(told, str):
            return told
    return error.message
