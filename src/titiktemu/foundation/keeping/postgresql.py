"""Copy and replace a PostgreSQL database through the driver alone; no program of PostgreSQL is needed."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename"
COLUMNS = """
    SELECT column_name FROM information_schema.columns
    WHERE table_schema = %s AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position
"""
SERIAL_COLUMNS = """
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = %s AND (is_identity = 'YES' OR column_default LIKE 'nextval(%%')
"""
SIDE_SCHEMA = "titiktemu_restoring"
LIST = "tables.json"


def copy_out(side: Path, add: Callable[[str, Path], None]) -> list[str]:
    """Copy every table as it is at one moment: a single transaction that sees no later change."""
    with _own_connection() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        schema = _schema(cursor)
        columns = {table: _columns(cursor, schema, table) for table in _tables(cursor, schema)}
        for number, (table, names) in enumerate(columns.items()):
            file = side / f"{number}.copy"
            with (
                file.open("wb") as rows,
                cursor.copy(_copy_statement(schema, table, names, "TO STDOUT")) as copied,
            ):
                for chunk in copied:
                    rows.write(chunk)
            add(f"{table}.copy", file)
            file.unlink()
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        migrations = [f"{app}.{name}" for app, name in cursor.fetchall()]
    (side / LIST).write_text(json.dumps(columns), encoding="utf-8")
    add(LIST, side / LIST)
    return migrations


def copy_in(database: Path, migrations: list[str], aside: str, undo: ExitStack) -> list[Path]:
    """Build the tables of the backup in a schema of their own, then exchange them, all in one transaction.

    The tables that were there are kept in a schema named after `aside`.
    """
    columns: dict[str, list[str]] = json.loads((database / LIST).read_text(encoding="utf-8"))
    kept = "titiktemu" + aside.replace(".", "_").replace("-", "_")
    with transaction.atomic():
        with connection.cursor() as cursor:
            schema = _schema(cursor)
            cursor.execute(f"CREATE SCHEMA {_name(SIDE_SCHEMA)}")
            cursor.execute(f"SET LOCAL search_path TO {_name(SIDE_SCHEMA)}")
        _migrate_to(migrations)
        with connection.cursor() as cursor:
            _fill(cursor, database, columns)
            _exchange(cursor, schema, kept)
    connections.close_all()
    return [Path(kept)]


def _migrate_to(migrations: list[str]) -> None:
    """Make empty tables as they were when the backup was made."""
    executor = MigrationExecutor(connection)
    wanted = {tuple(migration.split(".", 1)) for migration in migrations}
    graph = executor.loader.graph
    last = [
        key
        for key in graph.nodes
        if key in wanted and not wanted & {c.key for c in graph.node_map[key].children}
    ]
    executor.migrate(last)


def _fill(cursor: Any, database: Path, columns: dict[str, list[str]]) -> None:
    """Put the rows of the backup into the empty tables, and set every counter behind its last row."""
    tables = ", ".join(_name(table) for table in _tables(cursor, SIDE_SCHEMA))
    # Migrations may have put rows of their own there, and the record of migrations is in the backup too.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(f"TRUNCATE {tables}")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for table, names in columns.items():
        statement = _copy_statement(SIDE_SCHEMA, table, names, "FROM STDIN")
        with (database / f"{table}.copy").open("rb") as rows, cursor.copy(statement) as copied:
            while chunk := rows.read(1024 * 1024):
                copied.write(chunk)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(SERIAL_COLUMNS, [SIDE_SCHEMA])
    for table, column in cursor.fetchall():
        cursor.execute(f"SELECT coalesce(max({_name(column)}), 0) + 1 FROM {_name(table)}")  # noqa: S608
        (following,) = cursor.fetchone()
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [_name(table), column])
        (counter,) = cursor.fetchone()
        # Unlike setval this is undone with the transaction.
        cursor.execute(f"ALTER SEQUENCE {counter} RESTART WITH {int(following)}")


def _exchange(cursor: Any, schema: str, kept: str) -> None:
    """Move the tables that are there aside and the new ones in their place."""
    cursor.execute(f"CREATE SCHEMA {_name(kept)}")
    for table in _tables(cursor, schema):
        cursor.execute(f"ALTER TABLE {_name(schema)}.{_name(table)} SET SCHEMA {_name(kept)}")
    for table in _tables(cursor, SIDE_SCHEMA):
        cursor.execute(f"ALTER TABLE {_name(SIDE_SCHEMA)}.{_name(table)} SET SCHEMA {_name(schema)}")
    cursor.execute(f"DROP SCHEMA {_name(SIDE_SCHEMA)}")


@contextmanager
def _own_connection() -> Iterator[Any]:
    """A cursor on a connection of its own, outside of Django's transactions and pool."""
    wrapper: Any = connections.create_connection("default")
    opened = wrapper.Database.connect(**{**wrapper.get_connection_params(), "autocommit": True})
    with opened, opened.cursor() as cursor:
        yield cursor


def _schema(cursor: Any) -> str:
    cursor.execute("SELECT current_schema()")
    return str(cursor.fetchone()[0])


def _tables(cursor: Any, schema: str) -> list[str]:
    cursor.execute(TABLES, [schema])
    return [table for (table,) in cursor.fetchall()]


def _columns(cursor: Any, schema: str, table: str) -> list[str]:
    cursor.execute(COLUMNS, [schema, table])
    return [column for (column,) in cursor.fetchall()]


def _copy_statement(schema: str, table: str, columns: list[str], direction: str) -> str:
    names = ", ".join(_name(column) for column in columns)
    return f"COPY {_name(schema)}.{_name(table)} ({names}) {direction}"


def _name(identifier: str) -> str:
    """Quote a name for SQL; names come from the database or from a backup, never from a visitor."""
    return connection.ops.quote_name(identifier.replace('"', '""'))
