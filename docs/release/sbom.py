#!/usr/bin/env python3
"""Writes the program's bill of materials (CycloneDX 1.5, JSON) to the standard output, from `cargo metadata`.

    docs/release/sbom.py [TARGET]

It names every library that goes into the program, for TARGET or for all systems, with its licence and the digest of its
package. Neither the time nor a random serial number is in it: the same sources give the same bytes.
"""

import json
import pathlib
import subprocess
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def metadata(target):
    """What cargo knows of the libraries, without looking anything up."""
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    if target:
        command += ["--filter-platform", target]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)


def normal(node):
    """The libraries that a package has inside, as opposed to those that build or test it."""
    return [it["pkg"] for it in node["deps"] if any(kind["kind"] is None for kind in it["dep_kinds"])]


def reached(nodes, root):
    """Every package inside the program."""
    seen, left = set(), [root]
    while left:
        package = left.pop()
        if package not in seen:
            seen.add(package)
            left += normal(nodes[package])
    return seen


def reference(package):
    return f"pkg:cargo/{package['name']}@{package['version']}"


def expression(licence):
    """An SPDX expression; a slash is the old way to write OR."""
    return " OR ".join(part.strip() for part in licence.split("/"))


def component(package, digests):
    made = {
        "type": "library",
        "bom-ref": reference(package),
        "name": package["name"],
        "version": package["version"],
        "purl": reference(package),
        "hashes": [{"alg": "SHA-256", "content": digests[package["name"], package["version"]]}],
        "licenses": [{"expression": expression(package["license"])}],
    }
    if package["repository"]:
        made["externalReferences"] = [{"type": "vcs", "url": package["repository"]}]
    return made


def bill(target):
    known = metadata(target)
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text(encoding="utf-8"))
    digests = {(it["name"], it["version"]): it.get("checksum") for it in lock["package"]}
    packages = {it["id"]: it for it in known["packages"]}
    nodes = {it["id"]: it for it in known["resolve"]["nodes"]}
    root = known["resolve"]["root"]
    inside = sorted(reached(nodes, root), key=lambda it: reference(packages[it]))
    program = packages[root]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": reference(program),
                "name": program["name"],
                "version": program["version"],
                "licenses": [{"expression": expression(program["license"])}],
            }
        },
        "components": [component(packages[it], digests) for it in inside if it != root],
        "dependencies": [
            {"ref": reference(packages[it]), "dependsOn": sorted(reference(packages[on]) for on in normal(nodes[it]))}
            for it in inside
        ],
    }


if __name__ == "__main__":
    json.dump(bill(sys.argv[1] if len(sys.argv) > 1 else None), sys.stdout, indent=1, ensure_ascii=False)
    print()
