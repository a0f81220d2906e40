"""Writes policies/frameworks/requirements.json: the requirements of each framework that a rule answers.

checks.json beside it names, by rule, the checks of Prowler that look at the same; Prowler's published tables
(prowler/compliance/aws in its wheel, Apache-2.0) say which requirements each check belongs to. Run it with the folder
of an unpacked wheel: `python3 scripts/frameworks.py FOLDER`
"""

import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent / "policies" / "frameworks"
TABLES = pathlib.Path(sys.argv[1]) / "prowler" / "compliance" / "aws"
FILES = {
    "cis": "cis_5.0_aws",
    "nist-800-53": "nist_800_53_revision_5_aws",
    "pci-dss": "pci_4.0_aws",
    "soc2": "soc2_aws",
}


def identifier(framework: str, requirement: dict) -> str | None:
    """The framework's own number: Prowler's ids are numbers of its own for three of them."""
    if framework == "cis":
        return requirement["Id"]
    if framework == "pci-dss":
        section = re.match(r"[A-Z]?\d+(\.\d+)+", requirement["Attributes"][0]["Section"])
        return section[0] if section else None
    if framework == "soc2":
        number = re.search(r"(cc|pi|a|c|p)_(\d+)_(\d+)$", requirement["Id"])
        return f"{number[1].upper()}{number[2]}.{number[3]}" if number else None
    parts = re.match(r"([a-z]{2})_(\d+)(?:_(\d+))?(?:_|$)", requirement["Id"])
    if parts is None:
        return None
    enhancement = f"({parts[3]})" if parts[3] else ""
    return f"{parts[1].upper()}-{parts[2]}{enhancement}"


def order(text: str) -> list:
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", text)]


checks = json.loads((ROOT / "checks.json").read_text())
by_check: dict[str, dict[str, set[str]]] = {}
for framework, file in FILES.items():
    for requirement in json.loads((TABLES / f"{file}.json").read_text())["Requirements"]:
        number = identifier(framework, requirement)
        for check in requirement["Checks"] if number else []:
            by_check.setdefault(check, {}).setdefault(framework, set()).add(number)

answers = {}
for rule in sorted(checks):
    found: dict[str, set[str]] = {}
    for check in checks[rule]:
        for framework, numbers in by_check.get(check, {}).items():
            found.setdefault(framework, set()).update(numbers)
    if found:
        answers[rule] = {name: sorted(found[name], key=order) for name in FILES if name in found}
(ROOT / "requirements.json").write_text(json.dumps(answers) + "\n")
