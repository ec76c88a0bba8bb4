#!/usr/bin/env bash
# `make package`: everything a site's administrator may want, into dist/: the Debian package, the portable archive, wheel and
# source archive, the wheelhouse for machines without a network, SBOM and checksums.
#   packaging/package.sh [PYTHON]
# Where Wine and NSIS are installed, what `make package-windows` makes comes besides, unless IMTEXTGUI_WINDOWS=no.
# Nothing is shipped that was not tried: the frozen program does its self-test without a network interface first.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${1:-python3}
build=$PWD/build
dist=$PWD/dist
venv=$build/venv
frozen=$build/frozen/imtextgui

say() { printf '\n== %s (%s s)\n' "$1" "$SECONDS"; }

SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || stat --format=%Y pyproject.toml)
export SOURCE_DATE_EPOCH PYTHONHASHSEED=0 LC_ALL=C.UTF-8 TZ=UTC
umask 022
packaging/system-packages.sh package "$python"
rm -rf "$build" "$dist"
mkdir -p "$build" "$dist"

say "Build environment"
"$python" -m venv "$venv"
pip() { "$venv/bin/python" -m pip --disable-pip-version-check --no-input -qq "$@"; }
pip install --requirement packaging/requirements/build.txt
# For every 64-bit processor: an installer does not know where it will land. It costs a search over more than 150,000
# vectors a millisecond.
HNSWLIB_NO_NATIVE=1 CFLAGS=-g0 pip wheel --no-build-isolation --no-cache-dir --no-deps \
  --constraint packaging/requirements/app.txt --wheel-dir "$build/own" hnswlib
pip install "$build"/own/hnswlib-*.whl
pip install --requirement packaging/requirements/app.txt --requirement packaging/requirements/package.txt

say "Wheel and source archive"
"$venv/bin/python" -m hatchling build --directory "$dist" >/dev/null
pip install --no-deps "$dist"/imtextgui-*.whl

say "Frozen program"
PATH="$venv/bin:$PATH" "$venv/bin/python" packaging/release/desktop.py icons "$build/icons"
"$venv/bin/pyinstaller" --noconfirm --log-level ERROR --distpath "$build/frozen" --workpath "$build/work" \
  packaging/freeze/imtextgui.spec
"$venv/bin/python" packaging/release/stubs.py "$frozen"
"$venv/bin/python" packaging/release/elf.py "$frozen"

say "Licences"
"$venv/bin/python" packaging/release/licences.py "$build/contents.json" "$frozen/_internal/resources"
cp "$frozen/_internal/resources/notices/sbom.cdx.json" "$dist/imtextgui.cdx.json"

say "Self-test of the frozen program"
packaging/smoke.sh "$frozen/imtextgui"

say "Portable archive"
version=$("$venv/bin/python" -c 'import imtextgui; print(imtextgui.__version__)')
portable=$build/portable/imtextgui-$version
mkdir -p "$build/portable"
cp -a "$frozen" "$portable"
cp packaging/linux/portable.txt packaging/policy.example.toml LICENSE "$portable/"
"$venv/bin/python" packaging/release/archives.py tar "$portable" "$dist/imtextgui-$version-linux-x86_64.tar.gz"

say "Debian package"
"$venv/bin/python" packaging/release/desktop.py manual "$build/imtextgui.1.gz"
"$venv/bin/python" packaging/release/debian.py "$frozen" "$build" "$dist" >/dev/null
desktop-file-validate packaging/linux/*.desktop
appstreamcli validate --no-net packaging/linux/*.metainfo.xml

say "Wheelhouse"
packaging/wheelhouse.sh "$venv/bin/python" "$dist"

"$venv/bin/python" packaging/release/archives.py sums "$dist"
say "Done"
du -sm "$frozen" "$dist"/* | sed "s|$PWD/||"

# The program for Windows besides, where what makes and tries it is installed already.
if [ "${IMTEXTGUI_WINDOWS:-}" != no ] && command -v wine >/dev/null && command -v makensis >/dev/null &&
  [ "$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')" = 3.11 ]; then
  packaging/windows/package.sh "$python"
fi
