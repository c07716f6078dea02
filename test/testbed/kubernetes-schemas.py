"""kubernetes-schemas.py RELEASE…: what those releases of Kubernetes say of manifests.

Standard input: a JSON object of YAML texts by name; output: one of lists of complaints by the same names.
"""

import functools
import json
import pathlib
import sys

import jsonschema
import kubernetes_validate
import referencing
import yaml

schemas = pathlib.Path(kubernetes_validate.__file__).parent / "kubernetes-json-schema"


# The strict ones know no other fields than their own.
def schema(release, name):
    return json.loads((schemas / f"v{release}.0-local-strict" / f"{name}.json").read_text())


@functools.cache
def definitions(release):
    return referencing.Resource.from_contents(schema(release, "_definitions")) @ referencing.Registry()


@functools.cache
def validator(release, version, kind):
    group, _, number = version.rpartition("/")
    name = "-".join(filter(None, [kind.lower(), group.partition(".")[0], number]))
    found = schema(release, name)
    registry = referencing.Resource.from_contents(found) @ definitions(release)
    return jsonschema.Draft202012Validator(found, registry=registry.crawl())


def complaints(release, manifest):
    about = f"{release} {manifest['kind']} {manifest['metadata']['name']}"
    try:
        judge = validator(release, manifest["apiVersion"], manifest["kind"])
    except FileNotFoundError:
        return [f"{about}: {manifest['apiVersion']} is not known"]
    return [
        f"{about}: {'.'.join(map(str, error.absolute_path))}: {error.message}"
        for error in judge.iter_errors(manifest)
    ]


texts = json.load(sys.stdin)
told = {
    name: [
        line
        for manifest in yaml.load_all(text, yaml.CSafeLoader)
        if manifest
        for release in sys.argv[1:]
        for line in complaints(release, manifest)
    ]
    for name, text in texts.items()
}
json.dump(told, sys.stdout)
