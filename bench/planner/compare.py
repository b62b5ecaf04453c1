#!/usr/bin/env python3
"""Compares `florilege plan` with three rivals in one run. See README.md."""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time


def run(command, timeout):
    """The last JSON line that a command prints, and how long it took."""
    begun = time.monotonic()
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
        lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
        answer = json.loads(lines[-1]) if lines else {}
    except subprocess.TimeoutExpired:
        answer = {}
    return answer, time.monotonic() - begun


def judge(rivals, instance, plan):
    if not os.path.exists(plan):
        return None
    answer, _ = run([sys.executable, str(rivals.parent / "check.py"), instance, plan], 600)
    return answer["cost"] if answer.get("feasible") else None


def ours(binary, rivals, instance, seconds, seeds, folder):
    costs, bounds, times = [], [], []
    for seed in range(1, seeds + 1):
        plan = str(folder / f"ours-{seed}.json")
        begun = time.monotonic()
        command = [binary, "plan", instance, "--seconds", str(seconds), "--seed", str(seed), "--out", plan]
        subprocess.run(command, capture_output=True, check=False)
        times.append(time.monotonic() - begun)
        costs.append(judge(rivals, instance, plan))
        bounds.append(json.load(open(plan))["bound"])
    if None in costs:
        return None, min(bounds), max(times)
    return statistics.median(costs), statistics.median(bounds), max(times)


def rival(name, rivals, instance, seconds, folder):
    """Cost (judged), bound, seconds."""
    plan = str(folder / f"{name}.json")
    script = [sys.executable, str(rivals / f"{name}.py"), instance]
    if name == "lb_plus":
        answer, took = run([*script, str(seconds), "highs"], 4 * seconds + 120)
        return None, answer.get("bound"), took
    parts = [plan, str(seconds), "2"] if name == "cpsat_e4" else [plan, str(seconds / 2), str(seconds / 2)]
    answer, took = run([*script, *parts], 4 * seconds + 120)
    return judge(rivals, instance, plan), answer.get("bound"), took


def ratio(theirs, mine):
    return f"{theirs / mine:.4f}" if theirs and mine else "-"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("rivals", type=pathlib.Path)
    parser.add_argument("instances", nargs="+")
    parser.add_argument("--seconds", default="")
    parser.add_argument("--seeds", type=int, default=3)
    arguments = parser.parse_args()
    limits = dict(pair.split("=") for pair in arguments.seconds.split(",") if pair)
    print("instance  solver  cost  bound  seconds  cost/ours  bound/ours  load")
    for instance in arguments.instances:
        name = pathlib.Path(instance).stem
        seconds = float(limits.get(name, 60))
        with tempfile.TemporaryDirectory() as made:
            folder = pathlib.Path(made)
            mine = ours(arguments.binary, arguments.rivals, instance, seconds, arguments.seeds, folder)
            rows = [("ours", *mine)]
            for other in ("cpsat_e4", "decomp", "lb_plus"):
                rows.append((other, *rival(other, arguments.rivals, instance, seconds, folder)))
        for solver, cost, bound, took in rows:
            load = f"{os.getloadavg()[0]:.1f}"
            ratios = ratio(cost, mine[0]), ratio(bound, mine[1])
            print(f"{name}  {solver}  {cost or '-'}  {bound or '-'}  {took:.1f}  {ratios[0]}  {ratios[1]}  {load}", flush=True)


if __name__ == "__main__":
    main()
