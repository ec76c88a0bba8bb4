#!/usr/bin/env bash
# Writes packaging/requirements/*.txt anew: exact versions for each way to install, with no word about an index.
# Resolved for the oldest Python we support, on Linux; what other systems need besides, pip adds there.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${1:?usage: packaging/lock.sh PYTHON}
folder=packaging/requirements
"$python" -m pip install --quiet 'pip-tools>=7.4'

compile() { # NAME ARGUMENT...: keep what is pinned already unless UPGRADE is set
  local name=$1
  shift
  "$python" -m piptools compile --quiet --strip-extras --no-header --no-annotate --no-emit-options \
    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --allow-unsafe ${UPGRADE:+--upgrade} \
    --output-file "$folder/$name.txt" "$@"
  # pip belongs to the virtual environment, not to us; --allow-unsafe is for setuptools.
  # A local version (torch's +cpu) is a matter of the index, too.
  sed -i -e '/^pip==/d' -e 's/+[a-z0-9.]*$//' -e '/^#/d' -e '/^$/d' "$folder/$name.txt"
}

compile app pyproject.toml
compile build --constraint "$folder/app.txt" "$folder/build.in"
compile package --constraint "$folder/app.txt" "$folder/package.in"
compile dev --extra dev --constraint "$folder/app.txt" pyproject.toml
compile export --extra dev --extra export --constraint "$folder/dev.txt" pyproject.toml
