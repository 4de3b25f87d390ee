"""Two readings of one order, laid side by side: what they state differently."""
