"""Every scenario of every feature file, on both databases. One file: `pytest -k adding_claims`."""

from pytest_bdd import scenarios

scenarios(".")
