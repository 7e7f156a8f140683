"""`python -m claims` is the same program as `claims`."""

from claims.cli import main

main()
