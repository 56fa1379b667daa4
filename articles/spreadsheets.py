"""Lines for spreadsheets: CSV whose words stay words."""

import csv
from collections.abc import Iterable
from io import StringIO

# A program that opens a table may take what begins so for a formula, and run it
# (https://owasp.org/www-community/attacks/CSV_Injection).
FORMULAS = tuple("=+-@\t\r\n＝＋－＠")


def line(cells: Iterable[object]) -> str:
    """Return one line of CSV; a text that would be taken for a formula is led by a quote."""
    text = StringIO()
    csv.writer(text).writerow(_harmless(str(cell)) for cell in cells)
    return text.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULAS) else cell
