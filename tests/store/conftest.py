"""A database of its own for every test, on SQLite and on PostgreSQL."""

from tests.databases import database_url, empty_url, postgres, postgres_url, sqlite_model, sqlite_url

__all__ = ["database_url", "empty_url", "postgres", "postgres_url", "sqlite_model", "sqlite_url"]
