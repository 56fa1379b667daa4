"""How near two spellings of a name are. Pure functions, no ORM."""


def is_near(one: str, other: str) -> bool:
    """May one of these folded words be a slip of the other?

    Words of up to six letters differ in one, longer ones in two; the first letter is always right.
    """
    most = 1 if min(len(one), len(other)) < 7 else 2
    return one != other and one[:1] == other[:1] and distance(one, other, most) <= most


def distance(one: str, other: str, most: int) -> int:
    """Return in how many letters two words differ, or `most` + 1 when it is more than that.

    A letter too many, too few or another, or two that changed places, counts once (the optimal
    string alignment distance).
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    earlier: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one):
        earlier, row = row, _row(one, other, at, letter, row, earlier)
        if min(row) > most:
            return most + 1
    return row[-1]


def _row(
    one: str, other: str, at: int, letter: str, above: list[int], before: list[int]
) -> list[int]:
    row = [at + 1]
    for n, meant in enumerate(other):
        cost = min(above[n + 1] + 1, row[n] + 1, above[n] + (letter != meant))
        if at and n and letter == other[n - 1] and one[at - 1] == meant:
            cost = min(cost, before[n - 1] + 1)
        row.append(cost)
    return row
