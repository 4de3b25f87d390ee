"""The writer process of a server: one at a time, asked by other processes of the same user."""
