"""Asking for a passphrase at the command line: typed unseen, or given by the environment."""

import os
import sys

import click

from storycircle.core.errors import PLAINLY, Refused

VARIABLE = "STORYCIRCLE_PASSPHRASE"


def passphrase(name: str) -> str:
    """The passphrase of a sealed file, or of the organiser's key where no name is given.

    Empty where nobody is there to answer.
    """
    given = os.environ.get(VARIABLE, "")
    if given or not sys.stdin.isatty():
        return given
    what = f"Passphrase of {name}" if name else "Passphrase of your key"
    asked: str = click.prompt(what, hide_input=True, err=True, default="", show_default=False)
    return asked


def new_passphrase() -> str:
    """A passphrase to be, typed twice; what forgetting it means is said first. Raises Refused."""
    given = os.environ.get(VARIABLE, "")
    if given:
        return given
    if not sys.stdin.isatty():
        raise Refused("no-passphrase")
    click.echo(PLAINLY, err=True)
    first: str = click.prompt("Passphrase", hide_input=True, err=True)
    second: str = click.prompt("The same again", hide_input=True, err=True)
    if first != second:
        raise Refused("passphrases-differ")
    return first
