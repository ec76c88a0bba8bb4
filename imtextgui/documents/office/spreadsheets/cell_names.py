"""What cells are called."""


def cell_name(row: int, column: int) -> str:
    """The name of the cell in ``row`` and ``column``, both counted from 0: "B3"."""
    letters = ""
    column += 1
    while column > 0 and len(letters) < 3:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
