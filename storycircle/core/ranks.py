"""Places in an order as texts: between any two there is always another.

So moving one thing changes that thing alone, and two laptops that moved different things agree.
"""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NUMBERED = "i"  # what stands before and after a place given by a number


def is_rank(text: str) -> bool:
    """Whether a text is a place, or empty for none: our digits, the last of them not a 0."""
    return all(letter in _DIGITS for letter in text) and not text.endswith("0")


def between(low: str, high: str) -> str:
    """A place after `low` and before `high`; empty means there is no bound on that side.

    Raises ValueError where `low` does not come before `high`.
    """
    if high and low >= high:
        raise ValueError(low)
    shared = 0
    while shared < len(high) and (low[shared : shared + 1] or "0") == high[shared]:
        shared += 1
    if shared:
        return high[:shared] + between(low[shared:], high[shared:])
    first = _DIGITS.index(low[0]) if low else 0
    end = _DIGITS.index(high[0]) if high else len(_DIGITS)
    if end - first > 1:
        return _DIGITS[(first + end) // 2]
    if len(high) > 1:
        return high[0]
    return _DIGITS[first] + between(low[1:], "")


def spread(count: int) -> list[str]:
    """So many places in order, with room between them."""
    width = 1
    while len(_DIGITS) ** width <= count + 1:
        width += 1
    step = len(_DIGITS) ** width // (count + 1)
    return [_written((place + 1) * step, width) for place in range(count)]


def numbered(circle: int, place: int) -> str:
    """Where an action stands that nobody has moved: by its circle's number, then its own place."""
    return f"{_NUMBERED}{circle:010d}{place:03d}{_NUMBERED}"


def _written(number: int, width: int) -> str:
    digits = ""
    for _ in range(width):
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits.rstrip("0") + ("" if digits.strip("0") else "1")
