"""Backups: a native dump of the database and the master pictures in one archive."""
