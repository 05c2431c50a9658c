"""`kg serve` and `kg browser`: the graph in Neo4j Browser."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from pathlib import Path
from urllib.parse import urljoin

import click

from kg.cli.context import Session

PORT = click.IntRange(0, 65_535)


@click.command(epilog="Example: kg serve --browser neo4j-browser-5.24.0.jar")
@click.option("--port", type=PORT, default=7687, show_default=True, help="Bolt's port; 0: any free one.")
@click.option("--http-port", type=PORT, default=7474, show_default=True, help="The web app's port; 0: any free one.")
@click.option(
    "--browser",
    "app",
    type=click.Path(path_type=Path),
    help="Neo4j Browser to serve as well: the jar of org.neo4j.client:neo4j-browser, or its unpacked folder.",
)
@click.pass_obj
def serve(session: Session, port: int, http_port: int, app: Path | None) -> None:
    """Open the embedded store to Neo4j Browser, for reading, until Ctrl-C.

    Only this machine reaches it, with the password that is printed here and holds until the command ends. Other
    commands go on reading the store meanwhile; those that write it are told to wait.
    """
    from kg.browser.pack import extras
    from kg.browser.webapp import app_files, web_app
    from kg.store.arcade_server import free_port, served

    if "://" in session.store:
        raise click.UsageError(f"{session.store} is a server already: open its Neo4j Browser, and see kg browser DIR")
    if app and port == http_port != 0:
        raise click.UsageError(f"--port and --http-port are both {port}: name two, or 0 for any free one")
    with session.open():  # a store that is missing is told before a port that is taken
        pass
    with contextlib.ExitStack() as stack:
        ended = _told_to_end(stack)
        files = app_files(app) if app else None
        if files:
            free_port(http_port, "--http-port")
        access = stack.enter_context(served(session.store, port))
        address = stack.enter_context(web_app(files, extras(), access.address, http_port)) if files else None
        click.echo(f"Bolt      {access.address}\nuser      {access.user}\npassword  {access.password}")
        if address:
            click.echo(f"Browser   {address}\nguide     {urljoin(address, '/guide.html')}")
        sys.stdout.flush()
        session.note("Ctrl-C ends it.")
        ended.wait()


def _told_to_end(stack: contextlib.ExitStack) -> threading.Event:
    """What is set when somebody ends the command, by Ctrl-C, SIGTERM or closing the terminal, while the block lasts."""
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number == signal.SIGHUP and signal.getsignal(number) is signal.SIG_IGN:
            continue  # nohup: the terminal may go
        stack.callback(signal.signal, number, signal.signal(number, lambda *_: ended.set()))
    return ended


@click.command(epilog="Example: kg browser for-browser/, then drop its zip and its .grass file on Neo4j Browser")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.pass_obj
def browser(session: Session, folder: Path) -> None:
    """Write what Neo4j Browser is given: a favorite per question, a zip of them, a style and a guide."""
    from kg.browser.pack import write

    written = write(folder)
    for path in written:
        if path.parent == folder:
            click.echo(path)
    session.note(f"{len(written)} files in {folder}: drop the zip and the .grass file on Neo4j Browser")
