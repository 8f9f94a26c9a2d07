"""Soaks the command: `python3 tests/soak/command.py ACCOUNTS`. Accounts come over a pipe, so no file of them is needed."""

import csv
import io
import json
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "benches/task/model.yaml"
COMMAND = ROOT / "target/release/icp"
# The growth of memory allowed between 10 % and the end, in megabytes.
GROWTH = 16
WORDS = "saas fintech ecommerce media agency healthcare logistics education".split()
COUNTRIES = "US CA GB DE FR NL SE BR".split()


def lines(count: int) -> bytes:
    rows = []
    for at in range(count):
        rows.append(
            f"{WORDS[at % 8]},{COUNTRIES[at // 8 % 8]},{at * 37 % 2000},{at * 7919 % 60000000},"
            f"{at % 100 - 10},{at % 80},{'yes' if at % 2 else 'no'},{'no' if at % 9 else 'yes'},"
            f"{'hubspot;amplitude' if at % 3 else ''},{'churn' if at % 4 else 'hiring;costs'},series a,cro\n"
        )
    return "".join(rows).encode()


HEADER = b"industry,country,employees,arr,growth,sales_team,cs_team,regulated,tools,pains,stage,buyer\n"


def objects(count: int) -> bytes:
    """The same accounts, a JSON object each."""
    rows = csv.DictReader(io.StringIO((HEADER + lines(count)).decode()))
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def resident(pid: int) -> float:
    """Megabytes in memory, the most so far."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


def soak(what: str, count: int, output: str, accounts: str = "csv") -> None:
    block_rows = min(count, 100_000)
    block = lines(block_rows) if accounts == "csv" else objects(block_rows)
    call = [str(COMMAND), "score", str(MODEL), "-", "--as-of", "2026-11-21", "--format", output]
    process = subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdin and process.stdout
    out = process.stdout
    answers = [0]

    def count_lines() -> None:
        while piece := out.read(1 << 20):
            answers[0] += piece.count(b"\n")

    reader = threading.Thread(target=count_lines)
    reader.start()
    if accounts == "csv":
        process.stdin.write(HEADER)
    marks = {}
    sent = 0
    for share in (10, 50, 100):
        while sent < count * share // 100:
            process.stdin.write(block)
            sent += block_rows
        process.stdin.flush()
        marks[share] = resident(process.pid)
    process.stdin.close()
    reader.join()
    status = process.wait()
    told = ", ".join(f"{mb:.1f} MB at {share} %" for share, mb in marks.items())
    print(f"the command, {what}: {sent} accounts, {answers[0]} lines of answers; {told}", flush=True)
    if status != 0 or answers[0] < sent:
        sys.exit(f"it ended with {status}")
    if marks[100] - marks[10] > GROWTH:
        sys.exit("memory grew")


if __name__ == "__main__":
    number = int(sys.argv[1])
    soak("in batches", number, "csv")
    soak("one by one", number, "csv", "objects")
    # Twenty times the work, and a gigabyte of answers for 300,000 accounts.
    soak("whole assessments", max(number // 50, 1), "jsonl")
