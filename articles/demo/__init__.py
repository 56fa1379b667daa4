"""The demo newsroom: a register, stories in every state, and the accounts to play with them.

Everything here is data (TOML and pictures); `loader` brings it into a database.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
# Only in a demo's database. A site on a public address refuses to start while one of them exists.
ACCOUNTS = ("reporter", "copyeditor", "editor", "publisher", "admin")
PASSWORD = "newsroom-demo"  # noqa: S105 - it is printed at every start
