"""From a neutral `Document` to a `Standard` and the diagnostics of how it was read."""
