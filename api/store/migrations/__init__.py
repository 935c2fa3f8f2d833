"""Alembic migrations (数据库迁移)."""
