"""Measure the book beside the usual ways: ``python tests/bench/run.py [name ...] [--full]``.

Prints a table and writes ``tests/bench/results.json``. The machine should be idle meanwhile.
"""

import argparse
import importlib
import json
import os
import platform
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
PACKAGES = ("numpy", "sympy", "matplotlib", "ipywidgets", "jupyterlab", "jupyter-book", "autograd", "playwright")
BENCHES = ("build", "pages", "reading", "scores", "latency", "components", "lstm", "training")


def machine() -> dict:
    """Return what the figures depend on."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {
        "cpu": models[0] if models else platform.processor(),
        "cores": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
        "BLAS threads": os.environ["OPENBLAS_NUM_THREADS"],
        "packages": {name: version(name) for name in PACKAGES},
    }


def load() -> float:
    """Return how many processes wanted a core during the last minute, on average."""
    return round(os.getloadavg()[0], 2)


def number(value: float | None) -> str:
    """Return a figure for the table."""
    return "" if value is None else f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def line(row) -> str:
    """Return a row of the table."""
    ratio = "" if row.ratio is None else f"{number(row.ratio)} ×"
    more = ", ".join(f"{name} {number(v) if isinstance(v, int | float) else v}" for name, v in (row.more or {}).items())
    return f"{row.what:<38} {number(row.book):>9} {number(row.usual):>9} {row.unit:<5} {ratio:>8}  {more}".rstrip()


def main():
    """Run the named benches, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="name", help=f"any of: {', '.join(BENCHES)}; by default all")
    parser.add_argument("--full", action="store_true", help="autograd over all pairs of steps: half an hour")
    options = parser.parse_args()
    if unknown := set(options.names) - set(BENCHES):
        parser.error(f"no bench is named {', '.join(sorted(unknown))}")

    sys.path[:0] = [str(HERE.parent), str(HERE.parents[1] / "book")]
    # The matrices are too small for more threads, which also make times a matter of luck on busy cores.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    results = {"machine": machine(), "benches": {}}
    print(f"{'':<38} {'book':>9} {'usual':>9} {'':<5} {'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for name in options.names or BENCHES:
            before, start = load(), time.perf_counter()
            rows = []
            for row in importlib.import_module(f"bench.{name}").measure(Path(folder), options.full):
                print(line(row), flush=True)
                rows.append(row._asdict() | {"ratio": row.ratio})
            took = round(time.perf_counter() - start, 1)
            after = load()
            print(f"  load of the machine: {before} before, {after} after; {took} s", flush=True)
            results["benches"][name] = {"load": [before, after], "seconds": took, "rows": rows}
    target = HERE / "results.json"
    target.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"written: {target}")


if __name__ == "__main__":
    main()
