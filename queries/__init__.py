"""The questions: one self-describing `.rq` file each, and the catalogue that runs them."""
