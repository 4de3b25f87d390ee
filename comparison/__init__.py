"""What differs between two editions: one model of both, a matching, changes that lead from one to the other."""
