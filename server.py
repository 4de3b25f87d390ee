"""`python server.py` is `profgraph serve`; `flask --app server run` finds `create_app` here."""

from __future__ import annotations

import sys

try:
    from profgraph.cli import main
    from profgraph.web.app import create_app
except ModuleNotFoundError as error:
    sys.stderr.write(f"server.py: {error}; install ProfGraph in this folder first: pip install .\n")
    sys.exit(2)

__all__ = ["create_app"]

if __name__ == "__main__":
    main(["serve", *sys.argv[1:]])
