#!/usr/bin/env bash
# Makes a Wine prefix in which Windows' Python, numpy and Qt run, with a Japanese font.
#   packaging/windows/prefix.sh WORK    # makes WORK/prefix and WORK/wine
# Wine 8 lacks three things that Windows has: complex functions of the C runtime, which numpy calls; bcryptprimitives.dll,
# which programs in Rust take random numbers from; icuuc.dll, which Qt imports. They are mended in the prefix only.
# Nothing of this is shipped.
set -euo pipefail
work=$(realpath "${1:?usage: packaging/windows/prefix.sh WORK}")
cd "$(dirname "$0")"
. ./wine.sh "$work"
gcc=x86_64-w64-mingw32-gcc-posix
made=$work/wine
rm -rf "$WINEPREFIX" "$made"
mkdir -p "$made"

in_wine wineboot --init
system=$WINEPREFIX/drive_c/windows/system32
[ -f "$system/ucrtbase.dll" ] || {
  echo "Wine made no prefix in $WINEPREFIX" >&2
  exit 1
}
"$gcc" -O2 -ffreestanding -c wine/complex.c -o "$made/complex.o"
python3 wine/exports.py "$system/ucrtbase.dll" "$made/complex.o" "$made"
"$gcc" -shared -o "$made/ucrtbase.dll" "$made/complex.o" "$made/ucrtbase.def" -lm -static -s
"$gcc" -shared -O2 -o "$made/bcryptprimitives.dll" wine/bcryptprimitives.c -ladvapi32 -s
"$gcc" -shared -O2 -o "$made/icuuc.dll" wine/icuuc.c -s
cp "$made"/{ucrtbase,wucrtbase,bcryptprimitives,icuuc}.dll "$system/"

japanese=$(find -L /usr/share/fonts /usr/local/share/fonts "$HOME/.local/share/fonts" \
  \( -iname 'NotoSansCJK-Regular*' -o -iname '*gothic*regular*' -o -iname '*ipag.ttf' \) -print -quit 2>/dev/null || true)
[ -n "$japanese" ] || {
  echo "no font with Japanese was found for the Wine prefix" >&2
  exit 1
}
cp "$japanese" "$WINEPREFIX/drive_c/windows/Fonts/"
# Windows hides a file by its attribute, not by a dot before its name.
in_wine reg add 'HKCU\Software\Wine' /v ShowDotFiles /d Y /f >/dev/null
in_wine wineserver --wait
