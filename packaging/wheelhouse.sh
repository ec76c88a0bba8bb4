#!/usr/bin/env bash
# `make wheelhouse`: every wheel that imtextgui needs, with an install script and hashes, for machines that have Python but
# no network.
#   packaging/wheelhouse.sh PYTHON TARGET     # PYTHON has pip and what packaging/requirements/build.txt names
set -euo pipefail
cd "$(dirname "$0")/.."
python=${1:?usage: packaging/wheelhouse.sh PYTHON TARGET}
target=$(realpath "${2:?usage: packaging/wheelhouse.sh PYTHON TARGET}")
: "${SOURCE_DATE_EPOCH:=$(git log -1 --format=%ct 2>/dev/null || stat --format=%Y pyproject.toml)}"
export SOURCE_DATE_EPOCH PYTHONHASHSEED=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pip() { "$python" -m pip --disable-pip-version-check --no-input -qq "$@"; }

version=$("$python" -c 'import re; print(re.search(r"\"(.+)\"", open("imtextgui/__init__.py").read().partition("__version__")[2])[1])')
tag=$("$python" -c 'import sys, sysconfig; print("cp%d%d-%s" % (*sys.version_info[:2], sysconfig.get_platform().replace("-", "_")))')
house=$work/imtextgui-$version-wheelhouse-$tag
mkdir -p "$house/wheels"
if [ -n "$(ls build/own/hnswlib-*.whl 2>/dev/null)" ]; then
  cp build/own/hnswlib-*.whl "$house/wheels/"
else
  HNSWLIB_NO_NATIVE=1 CFLAGS=-g0 pip wheel --no-build-isolation --no-cache-dir --no-deps \
    --constraint packaging/requirements/app.txt --wheel-dir "$house/wheels" hnswlib
fi
grep -v '^hnswlib==' packaging/requirements/app.txt >"$work/others.txt"
pip download --only-binary :all: --no-deps --dest "$house/wheels" --requirement "$work/others.txt"
if [ -n "$(ls "$target"/imtextgui-*.whl 2>/dev/null)" ]; then
  cp "$target"/imtextgui-*.whl "$house/wheels/"
else
  "$python" -m hatchling build --target wheel --directory "$house/wheels" >/dev/null
fi
"$python" packaging/release/wheels.py "$house/wheels" >"$house/requirements.txt"
cp packaging/install-wheelhouse.sh "$house/install.sh"
cp packaging/install-wheelhouse.bat "$house/install.bat"
"$python" packaging/release/archives.py tar "$house" "$target/$(basename "$house").tar.gz"
