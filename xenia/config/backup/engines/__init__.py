"""How each kind of database is copied and brought back."""

from xenia.config.backup.engines.kinds import Database, Engine, EngineTrouble
from xenia.config.backup.engines.postgresql import PostgreSQL
from xenia.config.backup.engines.sqlite import SQLite

ENGINES: dict[str, Engine] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}

__all__ = ["ENGINES", "Database", "Engine", "EngineTrouble", "engine_of"]


def engine_of(database: Database) -> Engine:
    """The engine a database of the settings runs on."""
    return ENGINES[str(database["ENGINE"]).rpartition(".")[2].removesuffix("3")]
