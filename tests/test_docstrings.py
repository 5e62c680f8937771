"""The examples in docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

import searchapp

MODULES = [
    found.name for found in pkgutil.walk_packages(searchapp.__path__, "searchapp.") if "__main__" not in found.name
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    """Every example in the docstrings of a module gives what it says."""
    assert doctest.testmod(importlib.import_module(name)).failed == 0
