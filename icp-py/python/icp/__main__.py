"""The command ``icp``, as ``python -m icp`` and as the program of that name which is installed with the package."""

import sys

from icp._icp import _command


def main() -> int:
    """Run the command with the arguments of this process, and give its exit code."""
    return _command(["icp", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
