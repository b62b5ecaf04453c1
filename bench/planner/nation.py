#!/usr/bin/env python3
"""Plans a whole nation in one command: thirty academies, 13,000 candidates. See README.md."""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time


def make(folder, generator, academy, candidates, seed):
    """An academy about as tight as the rivals' large1: 600 candidates, 72 teachers, 60 professionals."""
    path = folder / f"academy{academy:02}.json"
    sizes = [candidates, 8, 4, max(3, candidates // 24), candidates * 72 // 600, candidates // 10, seed]
    command = [sys.executable, str(generator), f"academy{academy:02}", *map(str, sizes), str(path)]
    subprocess.run(command, check=True)
    return path


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("rivals", type=pathlib.Path, help="the folder of the rivals, beside gen.py and check.py")
    parser.add_argument("folder", type=pathlib.Path, help="where instances and plans are written")
    parser.add_argument("--seconds", type=float, default=18.0, help="for each academy")
    parser.add_argument("--academies", type=int, default=30)
    parser.add_argument("--candidates", type=int, default=13_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    shared = arguments.rivals.resolve().parent
    arguments.folder.mkdir(parents=True, exist_ok=True)
    count, whole = arguments.academies, arguments.candidates
    sizes = [whole * (at + 1) // count - whole * at // count for at in range(count)]
    paths = [
        make(arguments.folder, shared / "gen.py", at, size, 1000 * arguments.seed + at)
        for at, size in enumerate(sizes)
    ]
    begun = time.monotonic()
    codes = []
    for path in paths:
        command = [arguments.binary, "plan", str(path), "--seconds", str(arguments.seconds)]
        command += ["--seed", str(arguments.seed), "--out", str(path.with_suffix(".plan.json"))]
        codes.append(subprocess.run(command, capture_output=True, check=False).returncode)
    took = time.monotonic() - begun
    gaps, refused, waiting = [], 0, 0
    for path, code in zip(paths, codes):
        plan = path.with_suffix(".plan.json")
        answer = subprocess.run(
            [sys.executable, str(shared / "check.py"), str(path), str(plan)],
            capture_output=True, text=True, check=False,
        )
        verdict, told = json.loads(answer.stdout.splitlines()[-1]), json.loads(plan.read_text())
        gaps.append(told["gap"])
        refused += not verdict["feasible"] or verdict["cost"] != told["cost"]
        waiting += len(told["unassigned"])
        print(f"{path.stem}  code {code}  cost {told['cost']}  bound {told['bound']}  gap {told['gap']:.2%}")
    load = f"{os.getloadavg()[0]:.1f}"
    print(f"{count} academies, {whole} candidates: {took:.0f} s, {codes.count(0)} complete, {waiting} without a place, "
          f"{refused} refused by the judge, gap {statistics.median(gaps):.2%} median, {max(gaps):.2%} most, load {load}")


if __name__ == "__main__":
    main()
