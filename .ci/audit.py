"""Judge what pip-audit found: exit code 1 for a vulnerability that is not in the list of exceptions."""

import json
import sys
from pathlib import Path


def main(found: Path, exceptions: Path) -> int:
    """Print one line per vulnerability and how many packages PyPI could tell about."""
    lines = exceptions.read_text(encoding="utf-8").splitlines()
    excused = {line.split()[0] for line in lines if line.strip() and not line.startswith("#")}
    packages = json.loads(found.read_text(encoding="utf-8"))["dependencies"]
    audited = [package for package in packages if "skip_reason" not in package]
    open_ones = 0
    for package in audited:
        for vulnerability in package["vulns"]:
            names = {vulnerability["id"], *vulnerability.get("aliases", [])}
            is_open = not names & excused
            open_ones += is_open
            word = "VULNERABLE" if is_open else "excused"
            fixed = ", ".join(vulnerability["fix_versions"]) or "no version yet"
            print(f"{word}: {package['name']} {package['version']}, {vulnerability['id']}, fixed in {fixed}")
    if not audited:
        print(f"dependency audit: not made, PyPI told nothing about any of {len(packages)} packages")
    else:
        print(f"dependency audit: {len(audited)} of {len(packages)} packages asked about, {open_ones} open")
    return 1 if open_ones else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
