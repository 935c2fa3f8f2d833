"""Pages in one file that load nothing (网页报告): template, style and script, and the policy that admits just these.

Everything from a document is escaped (Jinja2 autoescape); style and script are named by their hash in a
Content-Security-Policy that forbids all else.
"""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup


def render(template: str, /, *, styles: Sequence[str], script: str = "", **values: object) -> str:
    """The page of ``template`` with the style sheets in their order and, where one is named, a script."""
    style = "\n".join(map(_asset, styles))
    code = _asset(script) if script else ""
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(code)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        _environment()
        .get_template(template)
        .render(
            style=Markup(style),
            script=Markup(code),
            policy=Markup(policy),
            version=version("tiaokuan"),
            **values,
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(_asset),
    )


@cache
def _asset(name: str) -> str:
    return (files("api.export") / name).read_text("utf-8")


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
