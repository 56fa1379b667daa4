"""Words that are as frequent as those of a language: by Zipf's law with Mandelbrot's shift. Pure.

The word of rank r is one in (r + SHIFT) · ln of all: in stories of some 450 words the first sixty
stand in half of them and more, those of rank 4,500 in one of a hundred, the last in one of 2,200.
"""

import math
from itertools import accumulate, batched, product
from random import Random

SHIFT = 3
_SYLLABLES = [f"{a}{b}" for a in "bdfgklmnprtvz" for b in "aiou"]
WORDS = ["".join(word) for word in product(_SYLLABLES, repeat=3)][:100_000]
Random(1935).shuffle(WORDS)
_CHANCES = list(accumulate(1 / (rank + SHIFT) for rank in range(len(WORDS))))


def drawn(random: Random, count: int) -> str:
    """Return so many words."""
    return " ".join(random.choices(WORDS, cum_weights=_CHANCES, k=count))


def body(random: Random) -> str:
    """Return 250 to 650 words in paragraphs of up to fifty, each of which begins with a quote."""
    words = drawn(random, random.randint(250, 650)).split()
    paragraphs = (" ".join(words) for words in batched(words, 50))
    return "".join(f"<p>“{text.replace(' ', ',” ', 1)}.</p>" for text in paragraphs)


def standing_in(share: float, count: int) -> list[str]:
    """Return words that stand in about this share of the stories."""
    chance = -math.log(1 - share) / 480
    first = max(0, round(1 / chance / _CHANCES[-1]) - SHIFT - count // 2)
    return WORDS[first:][:count]
