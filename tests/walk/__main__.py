"""`make walk`: people, colleagues and faults in any order, and the promises after every run.

usage: python -m tests.walk [WALKS] [SEED]      random walks, one after the other
       python -m tests.walk replay 'SPEC'       one walk again, as a failure prints it
       python -m tests.walk shrink 'SPEC'       the shortest of its walks that still fails

A SPEC is the seed of the desk, and the steps with a seed each: `17: add.4 close.9 sync.1`.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from tests.acceptance import calls
from tests.walk import colleagues, maintainers, runs
from tests.walk.judge import Broken
from tests.walk.life import Life, begin

ACTS = {
    name: act for acts in (maintainers.ACTS, colleagues.ACTS, runs.ACTS) for name, (act, _) in acts.items()
}
STEPS = 14


def invented(seed: int, steps: int = STEPS) -> str:
    """A walk: a sync at first and at the end, and after every few acts."""
    chance = random.Random(seed)
    mixed = [one for acts in (maintainers.ACTS, colleagues.ACTS, runs.ACTS) for one in acts.items()]
    names, weights = [name for name, _ in mixed], [weight for _, (_, weight) in mixed]
    made = ["sync"]
    for name in chance.choices(names, weights, k=steps):
        made += [name] if chance.random() < 0.55 else [name, "sync"]
    return f"{seed}: " + " ".join(f"{one}.{chance.randrange(1000)}" for one in [*made, "sync"])


def walked(spec: str, *, loud: bool = False) -> tuple[str, Life]:
    """Walk; the fault, or nothing, and what happened."""
    seed, _, steps = spec.partition(":")
    with tempfile.TemporaryDirectory() as folder:
        life = begin(Path(folder), int(seed))
        try:
            for step in steps.split():
                said = stepped(life, step)
                life.log.append(f"{step}: {said}")
                if loud:
                    print("   ", life.log[-1], flush=True)
        except (Broken, AssertionError) as error:
            life.log += [f"{step}: !", *(["", life.text] if loud else [])]
            return f"{type(error).__name__}: {error}", life
        finally:
            life.github.stop()
        return "", life


def stepped(life: Life, step: str) -> str:
    name, _, seed = step.partition(".")
    return ACTS[name](life, random.Random(f"{name}{seed}"))


def shrunk(spec: str, kind: str) -> str:
    """Leave out steps as long as the same kind of fault stays."""
    seed, _, rest = spec.partition(": ")
    steps, size = rest.split(), max(1, len(rest.split()) // 3)
    while size:
        at = 0
        while at < len(steps):
            fewer = steps[:at] + steps[at + size :]
            if alike(walked(f"{seed}: {' '.join(fewer)}")[0], kind):
                steps = fewer
            else:
                at += size
        size //= 2
    return f"{seed}: {' '.join(steps)}"


def alike(fault: str, kind: str) -> bool:
    return bool(fault) and fault.split()[:3] == kind.split()[:3]


def main() -> int:
    """Walk as often as asked; 1 when a promise was broken."""
    if sys.argv[1:2] in (["replay"], ["shrink"]):
        return again(*sys.argv[1:3])
    count = int(sys.argv[1]) if sys.argv[1:] else 20
    seed = int(sys.argv[2]) if sys.argv[2:] else random.randrange(10**6)
    begun, syncs, bad, steps = time.monotonic(), 0, 0, 0
    for number in range(seed, seed + count):
        fault, life = walked(invented(number))
        syncs, steps, bad = syncs + life.syncs, steps + len(life.log), bad + bool(fault)
        if fault:
            done = invented(number).split()[: len(life.log) + 1]
            print(f"\n{' '.join(done)}\n  {life.paper} {life.settings} clone={life.desk.clone}", flush=True)
            print("  " + "\n  ".join(life.log[-6:]) + f"\n  {fault[:1500]}", flush=True)
    spent = time.monotonic() - begun
    print(f"{count} walks, {steps} steps, {syncs} syncs, {bad} broken ({spent:.0f} s; seeds from {seed})")
    calls.stop()
    return 1 if bad else 0


def again(how: str, spec: str) -> int:
    fault, life = walked(spec, loud=how == "replay")
    print(life.paper, life.settings, f"clone={life.desk.clone}")
    print(*life.log[-1:], fault, sep="\n")
    if fault and how == "shrink":
        print(shrunk(spec, fault))
    calls.stop()
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main())
