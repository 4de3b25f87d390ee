"""The ontology's own page: its terms, what makes and checks them, and where the data have them."""
