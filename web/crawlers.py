"""What crawlers and browsers ask of every site: which addresses to leave alone, and its icon."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, url_for

blueprint = Blueprint("crawlers", __name__)

# What has as many addresses as there are queries, pairs of editions, searches or IRIs, by the field that makes so many.
_ENDLESS = {"sparql.endpoint": "query", "comparing.page": "a", "classifiers.page": "search", "lookup.lookup": "uri"}


@blueprint.route("/robots.txt")
def robots() -> Response:
    """Let crawlers read every page, and leave queries to people and programs."""
    lines = ["User-agent: *", *_endless(), "Allow: /", ""]
    return Response("\n".join(lines), mimetype="text/plain")


def _endless() -> list[str]:
    return [f"Disallow: {url_for(one).rstrip('/')}?{field}=" for one, field in _ENDLESS.items()]


@blueprint.route("/favicon.ico")
def icon() -> Response:
    """Give the icon to whoever asks for it by its old name; pages name it themselves."""
    return current_app.send_static_file("icon.svg")
