"""What the README says about speed is what was measured."""

from bench import summary


def test_the_readme_shows_the_last_run():
    text = summary.README.read_text(encoding="utf-8")
    assert text == summary.within(text, summary.last())


def test_what_lies_over_its_limit_is_counted():
    run = summary.last()
    others = [line for line in run["lines"] if not line["name"].startswith("record page, ")]
    slow = [{"name": f"record page, 10,000, {one}, admin", "seconds": 9.0, "floor": 1.0, "limit": 3.5} for one in ("sqlite", "postgresql")]
    assert "| record page | 9.00, 1 of 1 over | 9.00, 1 of 1 over | 3.5 |" in summary.summary(run | {"lines": [*others, *slow]})
