"""Make the site of the fictional town from its sources, or check that the committed files are what the sources give.

python data/demo/build.py            writes data/demo/site and data/demo/truth.csv
python data/demo/build.py --check    exit 1 and one line per file that differs
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from maker.scan import same_picture  # noqa: E402
from maker.site import build  # noqa: E402

SCANS = ("ville/documents/PV-CM-du-161222.pdf",)


def fresh() -> dict[str, bytes]:
    """Return every file that should be committed, by path under data/demo."""
    site, truth = build(HERE / "sources")
    return {**{f"site/{name}": content for name, content in site.items()}, "truth.csv": truth}


def committed() -> dict[str, bytes]:
    """Return every file that is there."""
    paths = [p for p in (HERE / "site").rglob("*") if p.is_file()] + [p for p in [HERE / "truth.csv"] if p.exists()]
    return {p.relative_to(HERE).as_posix(): p.read_bytes() for p in paths}


def differences() -> list[str]:
    """Return one line per file that is missing, left over or different."""
    new, old = fresh(), committed()
    lines = [f"missing: {name}" for name in sorted(new.keys() - old.keys())] + [
        f"left over: {name}" for name in sorted(old.keys() - new.keys())
    ]
    for name in sorted(new.keys() & old.keys()):
        same = new[name] == old[name] or (name.removeprefix("site/") in SCANS and same_picture(new[name], old[name]))
        lines += [] if same else [f"different: {name}"]
    return lines


def write() -> None:
    """Write every file, and take away files that the sources no longer give."""
    new = fresh()
    for name in committed().keys() - new.keys():
        (HERE / name).unlink()
    for name, content in new.items():
        path = HERE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def main(arguments: list[str]) -> int:
    """Write, or check with --check."""
    if arguments == ["--check"]:
        found = differences()
        print("\n".join(found) or "data/demo/site is what the sources give")
        return 1 if found else 0
    if arguments:
        print("usage: build.py [--check]")
        return 2
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
