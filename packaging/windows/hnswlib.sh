#!/usr/bin/env bash
# Compiles hnswlib, which has no wheel, for Windows on a 64-bit processor, with MinGW on Linux.
#   packaging/windows/hnswlib.sh PYTHON WINDOWS-PYTHON WORK
# PYTHON is Linux's Python of the same minor version, whose headers are used, with packaging/requirements/build.txt;
# WINDOWS-PYTHON is the folder of the Python that gets the module. No instruction beyond those every 64-bit processor
# has is used: an installer does not know where it will land.
set -euo pipefail
cd "$(dirname "$0")/../.."
python=${1:?usage: packaging/windows/hnswlib.sh PYTHON WINDOWS-PYTHON WORK}
target=$(realpath "$2")
work=$(realpath "$3")
here=$PWD/packaging/windows
packages=$target/Lib/site-packages
[ "$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')" = 3.11 ] || {
  echo "hnswlib for Windows is compiled with the headers of Python 3.11; $python is another version" >&2
  exit 1
}

rm -rf "$work/hnswlib"
mkdir -p "$work/hnswlib/include"
cd "$work/hnswlib"
pin=$(sed -n 's/^hnswlib==//p' "$here/../requirements/app.txt")
"$python" -m pip --disable-pip-version-check --no-input -qq download --no-build-isolation --no-deps --no-binary hnswlib \
  --dest . "hnswlib==$pin"
tar --extract --strip-components 1 --file hnswlib-*.tar.gz

cp -r "$("$python" -c 'import sysconfig; print(sysconfig.get_path("include"))')"/. include/
find include -name 'pyconfig*.h' -delete
cp "$here/pyconfig.h" include/
gendef - "$target/python311.dll" >python311.def 2>/dev/null
x86_64-w64-mingw32-dlltool --input-def python311.def --output-lib libpython311.a
includes=$("$python" -c 'import numpy, pybind11; print(f"-I{pybind11.get_include()} -I{numpy.get_include()}")')
# shellcheck disable=SC2086
x86_64-w64-mingw32-g++-posix -shared -O3 -w -std=c++14 -fvisibility=hidden -D_hypot=hypot "-DVERSION_INFO=\"$pin\"" \
  -Iinclude $includes -Ihnswlib python_bindings/bindings.cpp -o hnswlib.cp311-win_amd64.pyd \
  -L. -lpython311 -static -s -Wl,--no-insert-timestamp
cp hnswlib.cp311-win_amd64.pyd "$packages/"

# So that it is known as an installed distribution, with its licence.
info=$packages/hnswlib-$pin.dist-info
mkdir -p "$info"
cp LICENSE "$info/"
# MinGW's runtime and its threads are linked into it.
cp /usr/share/doc/mingw-w64-common/copyright "$info/LICENSE.mingw-w64"
printf 'Metadata-Version: 2.1\nName: hnswlib\nVersion: %s\nRequires-Dist: numpy\n' "$pin" >"$info/METADATA"
echo hnswlib >"$info/top_level.txt"
printf '%s,,\n' hnswlib.cp311-win_amd64.pyd "${info##*/}"/{METADATA,RECORD,LICENSE,LICENSE.mingw-w64,top_level.txt} >"$info/RECORD"
