"""`python -m profgraph` is the command `profgraph`."""

from .cli import main

if __name__ == "__main__":
    main()
