"""Alembic's folder: the environment, the triggers that guard human rows, one file per step in versions/."""
