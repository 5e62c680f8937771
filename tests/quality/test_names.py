"""Which spellings of people's names are merged: labelled pairs, half of them held out, and floors that only rise."""

from pathlib import Path

import pytest

from searchapp.entities.clusters import groups

FOLDER = Path(__file__).parent / "names"


def pairs(name):
    """Number of the line, whether the two are one person, and the two names."""
    lines = enumerate((FOLDER / name).read_text(encoding="utf-8").splitlines(), 1)
    split = ((number, line.split("\t")) for number, line in lines if not line.startswith("#"))
    return [(number, label == "same", one, two) for number, (label, one, two) in split]


SETS = {
    "tuned": [pair for pair in pairs("pairs.tsv") if pair[0] % 2],
    "held out": [pair for pair in pairs("pairs.tsv") if not pair[0] % 2],
    "untouched": pairs("pairs_untouched.tsv"),
}


def rates(labelled, merged):
    """The share of pairs of one person that are merged, and of those of two."""
    same = [merged(one, two) for _, together, one, two in labelled if together]
    different = [merged(one, two) for _, together, one, two in labelled if not together]
    return sum(same) / len(same), sum(different) / len(different)


@pytest.mark.parametrize(
    ("name", "right", "wrong"), [("tuned", 0.96, 0.0), ("held out", 0.94, 0.0), ("untouched", 0.84, 0.01)]
)
def test_pairs_of_one_person_are_merged_and_others_are_not(name, right, wrong):
    """Of pairs of one person at least so many are merged; of pairs of two people at most so many."""
    found = rates(SETS[name], lambda one, two: bool(groups({one: 1, two: 1})))
    assert found[0] >= right and found[1] <= wrong, found


def test_all_names_together_are_grouped_as_well():
    """With all names in one archive, where one could lead to another, groups hold no two people of the set."""
    labelled = [pair for name in SETS for pair in SETS[name]]
    names = {name for _, _, *two in labelled for name in two}
    group_of = {name: number for number, group in enumerate(groups(dict.fromkeys(names, 1))) for name in group}
    found = rates(labelled, lambda one, two: one in group_of and group_of[one] == group_of.get(two))
    assert found[0] >= 0.85 and found[1] <= 0.01, found
