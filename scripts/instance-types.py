"""Writes components/aws/instance-types/table.ts: what EC2 says of every instance type (DescribeInstanceTypes).

The data is the copy of AWS's answer that moto carries, the emulator which `npm run test:emulator` uses: run it with
the Python that has moto. `python3 scripts/instance-types.py`
"""

import datetime
import gzip
import importlib.metadata
import json
import pathlib

import moto

VERSION = importlib.metadata.version("moto")
ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCE = pathlib.Path(moto.__file__).parent / "ec2" / "resources" / "instance_types.json.gz"
# Wheels keep the time at which they were packed.
DATE = datetime.date.fromtimestamp(SOURCE.stat().st_mtime).isoformat()

families: dict[str, list[tuple[int, int, str]]] = {}
notes: dict[str, str] = {}
with gzip.open(SOURCE) as file:
    for name, answer in json.load(file).items():
        family, size = name.split(".", 1)
        architectures = answer["ProcessorInfo"]["SupportedArchitectures"]
        if not {"arm64", "x86_64"} & set(architectures):
            continue
        vcpus = answer["VCpuInfo"]["DefaultVCpus"]
        cards = answer["NetworkInfo"].get("NetworkCards") or [{}]
        gbps = round(sum(card.get("BaselineBandwidthInGbps", 0) for card in cards), 3)
        memory = answer["MemoryInfo"]["SizeInMiB"]
        families.setdefault(family, []).append((vcpus, memory, f"{size}:{vcpus}:{memory}:{gbps:g}"))
        notes[family] = ("arm64" if "arm64" in architectures else "x86_64") + (
            " burstable" if answer["BurstablePerformanceSupported"] else ""
        )

lines = [
    f"{family} {notes[family]} {' '.join(entry for _, _, entry in sorted(families[family]))}"
    for family in sorted(families)
]
(ROOT / "components" / "aws" / "instance-types" / "table.ts").write_text(
    f"""/**
 * What EC2's DescribeInstanceTypes says of every instance type, one family a line: the processor architecture, whether the family is
 * burstable, then `size:vCPUs:MiB of memory:Gbit/s of network that is always there` (0: not stated).
 *
 * Source: the copy of AWS's answer in moto {VERSION}, packed on {DATE}. Written by scripts/instance-types.py.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypes.html
 */
export const INSTANCE_TYPE_TABLE = `
"""
    + "\n".join(lines)
    + "\n`;\n"
)
print(f"{len(lines)} families, {sum(map(len, families.values()))} types, moto {VERSION}")
