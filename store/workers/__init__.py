"""Queries in processes of their own: each may be killed, and no query ends, fills or slows down the service."""
