"""Passwords: which are strong enough, said in words."""

from crm.language import N_, Words

SHORTEST, LONGEST, SCORE = 10, 200, 3

# What zxcvbn says in English is our message id.
WARNINGS = (
    N_("Straight rows of keys are easy to guess."),
    N_("Short keyboard patterns are easy to guess."),
    N_('Repeats like "aaa" are easy to guess.'),
    N_('Repeats like "abcabcabc" are only slightly harder to guess than "abc".'),
    N_('Sequences like "abc" or "6543" are easy to guess.'),
    N_("Recent years are easy to guess."),
    N_("Dates are often easy to guess."),
    N_("This is a top-10 common password."),
    N_("This is a top-100 common password."),
    N_("This is a very common password."),
    N_("This is similar to a commonly used password."),
    N_("A word by itself is easy to guess."),
    N_("Names and surnames by themselves are easy to guess."),
    N_("Common names and surnames are easy to guess."),
)
ADVICE = Words("Too easy to guess. Several uncommon words in a row make a good password.")


def weakness(password: str, words: tuple[str | None, ...] = (), shortest: int = SHORTEST) -> Words | None:
    """Why the password is refused, or None. `words` are those an attacker would try first: name, account, company."""
    if len(password) < shortest:
        return Words("At least {n} characters, please.", n=shortest)
    if len(password) > LONGEST:
        return Words("At most {n} characters, please.", n=LONGEST)
    known = [part for word in words if word for part in {word, *word.replace("@", ".").split(".")} if len(part) > 1]
    from zxcvbn import zxcvbn  # its lists of words take 14 MB of every process that reads them

    found = zxcvbn(password, user_inputs=known)
    if found["score"] >= SCORE:
        return None
    warning = found["feedback"]["warning"]
    return Words("{why} {advice}", why=Words(warning), advice=ADVICE) if warning in WARNINGS else ADVICE
