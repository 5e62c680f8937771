"""Writes the table of common family names; run it from the project's root with Faker installed.

Faker (https://github.com/joke2k/faker, MIT) has the thousand family names that are most frequent in the United States,
with their share of the population (of the Census of 2000).
"""

from __future__ import annotations

from pathlib import Path

from faker.providers.person.en_US import Provider  # type: ignore[import-not-found]

HEAD = "# Family names of the United States, the most frequent first; made by make_tables.py from Faker (MIT).\n"


def main() -> None:
    """Write `common_family_names.txt` beside this script."""
    shares = Provider.last_names
    names = sorted(shares, key=lambda name: (-shares[name], name))
    path = Path(__file__).parent / "common_family_names.txt"
    path.write_text(HEAD + "".join(f"{name.lower()}\n" for name in names), encoding="utf-8")


if __name__ == "__main__":
    main()
