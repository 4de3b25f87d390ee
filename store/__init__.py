"""Where the graph lives: the embedded store and any SPARQL 1.1 endpoint, behind one protocol."""
