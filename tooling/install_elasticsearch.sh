#!/bin/sh
# Unpacks Elasticsearch (the minimal distribution, a Maven artifact) where the tests look for it:
# below $PUFA_TOOLS_DIR, ~/.cache/pufa unless set. Needs Maven; does nothing the second time.
set -eu

version=${ELASTICSEARCH_VERSION:-8.19.8}
folder=${PUFA_TOOLS_DIR:-$HOME/.cache/pufa}
[ ! -x "$folder/elasticsearch-$version/bin/elasticsearch" ] || exit 0

artifact=org.elasticsearch.distribution.integ-test-zip:elasticsearch:$version:zip
unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT
mvn -q -B dependency:copy -Dartifact="$artifact" -DoutputDirectory="$unpacked"
python3 - "$unpacked" <<'PYTHON'
import sys
import zipfile
from pathlib import Path

folder = Path(sys.argv[1])
for archive in folder.glob("*.zip"):
    with zipfile.ZipFile(archive) as opened:
        for member in opened.infolist():
            path = Path(opened.extract(member, folder))
            if mode := member.external_attr >> 16:
                path.chmod(mode)
PYTHON
mkdir -p "$folder"
mv "$unpacked/elasticsearch-$version" "$folder/"
