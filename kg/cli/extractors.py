"""`--extractor` and the options of a language model: the same for every command that reads articles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from kg.cli.context import Session

if TYPE_CHECKING:
    from kg.loaders.article.finding import Extraction
    from kg.loaders.base import Options
    from kg.loaders.llm.accept import Rejection
    from kg.loaders.llm.extractor import LanguageModel

_MODEL_OPTIONS = (
    click.option("--llm-url", envvar="DEALGRAPH_LLM_URL", show_envvar=True, help="Address of the server."),
    click.option("--model", envvar="DEALGRAPH_LLM_MODEL", show_envvar=True, help="The model, as its server calls it."),
    click.option("--llm-max-tokens", type=click.IntRange(min=1), help="Most tokens of a run; then no more is asked."),
    click.option(
        "--llm-cache",
        type=click.Path(path_type=Path, file_okay=False),
        help="Folder for answers, so that none is paid twice; by default in the user's cache folder.",
    ),
    click.option("--llm-timeout", type=click.FloatRange(min=0, min_open=True), default=120.0, help="Seconds to wait."),
    click.option("--llm-retries", type=click.IntRange(0, 10), default=2, help="Further tries after a passing failure."),
    click.option("--llm-plain-http", is_flag=True, help="Allow http:// to another computer."),
)
_NAMES = ("llm_url", "model", "llm_max_tokens", "llm_cache", "llm_timeout", "llm_retries", "llm_plain_http")


@dataclass(frozen=True, slots=True)
class Extractor:
    """What reads articles: the grammar, or a language model."""

    model: LanguageModel | None = None

    def options(self, companies: Path | None) -> Options:
        """The options of a load that reads articles so."""
        from kg.loaders.base import Options

        if self.model is None:
            return Options(companies=companies)
        return Options(companies=companies, extractor=self.model, reader=self.model.name)

    def refused(self, found: Extraction) -> dict[str, Any]:
        """What a model said of a document and was not believed, as `rejected` of its annotation."""
        if self.model is None:
            return {}
        from kg.loaders.llm.accept import Checked

        assert isinstance(found, Checked)
        return {"rejected": [{"reason": r.reason, "detail": r.detail, "fact": r.fact} for r in found.rejected]}

    def report(self, session: Session) -> None:
        """What a model did, on standard error: each thing that was not believed when verbose, then the sums."""
        if self.model is None:
            return
        tally = self.model.tally
        if session.verbose:
            for name, each in tally.rejected:
                session.note(f"{name}: {'left out' if each.detail else 'not believed'}: {line(each)}")
        details = sum(each.detail for _, each in tally.rejected)
        listed = " (kg -v lists them)" if tally.rejected and not session.verbose else ""
        tokens = f"{tally.tokens:,} tokens"
        if tally.estimated:
            tokens = f"about {tokens} (estimated: the server does not count them)"
        session.note(
            f"{self.model.settings.model}: {tally.accepted} findings accepted, {len(tally.rejected) - details} facts "
            f"rejected, {details} details left out{listed}; {tally.asked} requests, {tally.cached} answers from the "
            f"cache, {tokens}"
        )
        if tally.unwritable:
            session.note(f"answers could not be kept in {self.model.settings.cache}: a second run asks again")


def extractors(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--extractor` and its options; it is called with one `extractor`."""

    @wraps(command)
    def collected(*args: Any, **kwargs: Any) -> Any:
        told = {name: kwargs.pop(name) for name in _NAMES}
        return command(*args, extractor=_chosen(kwargs.pop("extractor_name"), told), **kwargs)

    for option in reversed(_MODEL_OPTIONS):
        collected = option(collected)
    return click.option(
        "--extractor",
        "extractor_name",
        type=click.Choice(["grammar", "llm"]),
        default="grammar",
        show_default=True,
        help="What reads articles: the built-in grammar, or a language model of your choice.",
    )(collected)


def line(rejection: Rejection) -> str:
    """A rejection in one printable line: the reason, then what was said."""
    told = rejection.fact
    what = " ".join(str(told[key]) for key in ("type", "subject", "object") if told.get(key))
    text = " ".join(f"{rejection.reason} ({what})".split())
    return "".join(c for c in text if c.isprintable())[:300]


def _chosen(name: str, told: dict[str, Any]) -> Extractor:
    given = [f"--{option.replace('_', '-')}" for option in told if _typed(option)]
    if name == "grammar":
        if given:
            raise click.UsageError(f"{given[0]} is for a language model: add --extractor llm")
        return Extractor()
    from kg.loaders.llm.client import INSTALL, installed
    from kg.loaders.llm.extractor import LanguageModel
    from kg.loaders.llm.settings import cache_folder, settings

    try:
        chosen = settings(
            told["llm_url"], told["model"], cache=told["llm_cache"] or cache_folder(),
            max_tokens=told["llm_max_tokens"], timeout=told["llm_timeout"], retries=told["llm_retries"],
            plain_http=told["llm_plain_http"],
        )  # fmt: skip
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    if not installed():
        raise click.UsageError(INSTALL)
    return Extractor(LanguageModel(chosen))


def _typed(option: str) -> bool:
    """Whether an option stands on the command line, and not only in the environment or as a default."""
    return click.get_current_context().get_parameter_source(option) is ParameterSource.COMMANDLINE
