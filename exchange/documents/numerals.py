"""Numbers as Chinese documents write them."""

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "\uff2f": 0,  # a full-width letter O, often typed for 〇
    "两": 2,
}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10_000, "亿": 100_000_000}
HAN_NUMBER = "零〇○\uff2f一二两三四五六七八九十百千万亿"

_HALF_WIDTH = str.maketrans("０１２３４５６７８９％．", "0123456789%.")
_LONGEST = 12


def half_width_digits(text: str) -> str:
    """Return `text` with full-width digits (and the signs within numbers) made half-width."""
    return text.translate(_HALF_WIDTH)


def chinese_number(text: str) -> int | None:
    """Return the value of `一百二十`, `两万`, `二〇二三`; None where it is no number."""
    if not text or len(text) > _LONGEST or any(char not in HAN_NUMBER for char in text):
        return None
    if all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in TENS:
            section += (digit or 1) * TENS[char]
            digit = 0
        else:
            total = (total + section + digit) * MYRIADS[char]
            section = digit = 0
    return total + section + digit


def in_chinese(number: int) -> str:
    """Return 1 to 99 as headings count them: 一, 十, 十二, 三十.

    Raises:
        ValueError: The number is out of range.
    """
    if not 1 <= number <= 99:
        raise ValueError(number)
    digits = "零一二三四五六七八九"
    tens, units = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else digits[tens] + "十"
    return head + (digits[units] if units else "")
