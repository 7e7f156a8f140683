"""A launcher for a checkout: `python cli.py ...` is the same program as `claims ...`."""

from claims.cli import main

if __name__ == "__main__":
    main()
