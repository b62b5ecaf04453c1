#!/usr/bin/env python3
"""How fast openpyxl reads the tables of the tests, as a peer of `cargo bench -p tableau`.

    pip install openpyxl
    python3 bench/tableau/peer.py [SECONDS]

openpyxl gives values and styles, not what they mean: the cells are walked over once, with the text and the fill of
each, which is the least a reader of tables has to do. One core, CPU time, files in memory.
"""

import io
import pathlib
import sys
import time

import openpyxl

FOLDER = pathlib.Path(__file__).parents[2] / "crates/tableau/tests/samples"


def read(data: bytes) -> int:
    seen = 0
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None or cell.fill.fill_type is not None:
                    seen += 1
    return seen


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    files = [path.read_bytes() for path in sorted(FOLDER.glob("*.xlsx"))]
    for data in files:
        read(data)
    start, rounds = time.process_time(), 0
    while time.process_time() - start < seconds:
        for data in files:
            read(data)
        rounds += 1
    spent = time.process_time() - start
    print(f"openpyxl {openpyxl.__version__}: {rounds * len(files) / spent:.0f} tables a second of CPU")


if __name__ == "__main__":
    main()
