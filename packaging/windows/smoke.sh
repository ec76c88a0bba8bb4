#!/usr/bin/env bash
# Tries the installer and the portable archive for Windows under Wine, as their first user would.
#   packaging/windows/smoke.sh WORK INSTALLER ZIP     # WORK has the prefix that packaging/windows/prefix.sh makes
# Leaves WORK/screens/*.png to be looked at, and prints what took how long. What Wine cannot show stands in
# packaging/README.md.
set -euo pipefail
work=$(realpath "${1:?usage: packaging/windows/smoke.sh WORK INSTALLER ZIP}")
installer=$(realpath "$2")
archive=$(realpath "$3")
cd "$(dirname "$0")/../.."
. packaging/windows/wine.sh "$work"
place=$work/tried
screens=$work/screens
rm -rf "$place" "$screens"
mkdir -p "$place/図面/油圧ポンプ" "$screens"
user=$(find "$WINEPREFIX/drive_c/users" -mindepth 1 -maxdepth 1 -type d ! -name Public | head -n 1)
installed=$user/AppData/Local/Programs/imtextgui
data=$user/AppData/Local/imtextgui
menu=$(find "$user/AppData/Roaming/Microsoft/Windows/Start Menu" -type d -name Programs | head -n 1)
rm -rf "$installed" "$data"
display= screen=

fail() {
  echo "smoke: $*" >&2
  exit 1
}
clean_up() {
  [ -z "$screen" ] || kill "$screen" 2>/dev/null || true
  [ -z "$display" ] || rm -f "/tmp/.X${display#:}-lock"
}
trap clean_up EXIT
program() { timeout 900 bash -c '. packaging/windows/wine.sh "$0"; in_wine "$@"' "$work" "$@"; }
seconds() { # NAME COMMAND...: run it and say how long it took
  local name=$1 start
  start=$(date +%s.%N)
  shift
  "$@" >"$place/said.txt" || fail "$name: $(tail -n 20 "$place/said.txt")"
  printf '%s: %.1f s\n' "$name" "$(echo "$(date +%s.%N) - $start" | bc)"
}
loaded() { # NAME PROGRAM COMMAND...: as seconds, with processor time and memory
  local name=$1 counted=$2 told
  shift 2
  told=$(python3 packaging/windows/load.py "$counted" timeout 900 bash -c '. packaging/windows/wine.sh "$0"; in_wine "$@"' \
    "$work" "$@" 2>"$place/said.txt") || fail "$name: $(tail -n 20 "$place/said.txt")"
  echo "$name: $told"
}
all_read() { ! grep -q 'document-' "$place/said.txt" || fail "not all was read: $(tail -n 20 "$place/said.txt")"; }
cli() { program "$installed/imtextgui-cli.exe" "$@"; }
registered() { in_wine reg query "HKCU\\Software\\$1" >/dev/null; }

# A locale whose code page is 932: Wine takes it from the system's.
localedef --inputfile ja_JP --charmap UTF-8 "$place/ja_JP.UTF-8" >/dev/null 2>&1 || true
in_japanese() { WINE_LOCALE=$place/ja_JP.UTF-8 "$@"; }

echo "-- Installation"
seconds "silent installation" in_wine "$installer" /S
[ -f "$installed/imtextgui.exe" ] || fail "nothing is installed in $installed"
[ -f "$menu/imtextgui.lnk" ] || fail "no entry in the start menu"
registered 'Classes\SystemFileAssociations\image\shell\imtextgui\command' || fail "pictures offer no search"
registered 'Microsoft\Windows\CurrentVersion\Uninstall\imtextgui' || fail "the system does not know how to remove it"

echo "-- Self-test"
seconds "version" cli --version
seconds "self-test" cli doctor --self-test
# What Wine has of Microsoft's C++ runtime is hidden, as a fresh Windows has none of it.
hidden="msvcp140,msvcp140_1,msvcp140_2,concrt140,vcruntime140,vcruntime140_1=n"
WITHOUT_RUNTIME=$hidden seconds "self-test without the system's C++ runtime" cli doctor --self-test

echo "-- Japanese names, code page 932"
cp "resources/samples/電気室/CB-7 制御盤/写真/CB-7 全景.jpg" "$place/図面/銘板.jpg"
cp -r resources/samples/標準部品 "$place/図面/油圧ポンプ/"
printf '軸シールを交換する ZX-4819\n' >"$place/図面/油圧ポンプ/点検表.txt"
seconds "index" in_japanese cli index "$(as_windows "$place/図面")"
all_read
in_japanese cli search --encoding cp932 "ZX-4819" >"$place/hits.cp932"
iconv -f cp932 -t utf-8 "$place/hits.cp932" | grep -q '点検表.txt' || fail "Japanese is lost in a pipe of code page 932"
cli search --json "軸シール" | grep -q '点検表.txt' || fail "a Japanese search finds nothing"
! cli index "$(as_windows "$place/none")" >/dev/null || fail "a folder that is not there is no failure"

echo "-- Load, with the samples"
samples=$(as_windows "$place/samples")
loaded "index" imtextgui "$installed/imtextgui-cli.exe" index "$(as_windows resources/samples)" --catalogue "$samples"
all_read
printf 'catalogue: %s of %s kB\n' "$(du -sk "$place/samples" | cut -f1)" "$(du -sk resources/samples | cut -f1)"
loaded "search" imtextgui "$installed/imtextgui-cli.exe" search "軸シール" --catalogue "$samples"

echo "-- Window"
# The desktop of the commands before has no screen, and windows that join it are not seen.
in_wine wineserver --wait
for number in 97 98 99; do
  [ ! -e "/tmp/.X$number-lock" ] && display=:$number && break
done
Xvfb "$display" -screen 0 1366x800x24 -fbdir "$place" >/dev/null 2>&1 &
screen=$!
export DISPLAY=$display
# Wait for the screen, then for the window with the catalogue's name in its title.
for _ in $(seq 50); do xdotool getdisplaygeometry >/dev/null 2>&1 && break || sleep 0.2; done
start=$(date +%s.%N)
env "LOCPATH=$place" LC_ALL=ja_JP.UTF-8 wine "$installed/imtextgui.exe" >/dev/null 2>&1 &
window=$!
timeout 600 xdotool search --sync --onlyvisible --name imtextgui >/dev/null || fail "no window"
printf 'window visible: %.1f s\n' "$(echo "$(date +%s.%N) - $start" | bc)"
sleep 15
memory() { # in MB, of all processes of the window, shared libraries once
  grep -l '^imtextgui' /proc/[0-9]*/comm 2>/dev/null | sed 's/comm$/smaps_rollup/' | xargs cat 2>/dev/null |
    awk '/^Pss:/ { sum += $2 } END { printf "%.0f", sum / 1000 }'
}
printf 'memory of the window: %s MB\n' "$(memory || true)"
picture() { python3 packaging/windows/screen.py "$place/Xvfb_screen0" "$screens/$1.png"; }
[ "$(picture window)" -ge 50 ] || fail "the window was not drawn"
if in_wine "$installer" /S >/dev/null; then fail "it was installed over a program that is running"; fi
xdotool key ctrl+f
sleep 1
xdotool type --delay 100 "ZX-4819"
xdotool key Return
sleep 15
picture answer >/dev/null
# A picture that Explorer opens goes to the window that is there.
seconds "photo handed over" program "$installed/imtextgui.exe" --open "$(as_windows "$place/図面/銘板.jpg")"
sleep 30
picture photo >/dev/null
# So does the catalogue that it shows; a window of its own would not end.
shown=$(in_wine winepath -w "$data/catalogue" | tr -d '\r')
seconds "catalogue handed over" timeout 600 bash -c '. packaging/windows/wine.sh "$0"; in_wine "$@"' "$work" \
  "$installed/imtextgui.exe" --open "$shown"
xdotool key alt+F4
for _ in $(seq 60); do kill -0 "$window" 2>/dev/null && sleep 1 || break; done
! kill -0 "$window" 2>/dev/null || fail "the window does not close"
unset DISPLAY

echo "-- Upgrade and removal"
touch "$installed/_internal/of-an-older-version"
echo "mine" >"$installed/mine.txt"
seconds "installation over an older one" in_wine "$installer" /S
[ ! -e "$installed/_internal/of-an-older-version" ] || fail "an upgrade leaves files of the older version"
cp "$installed/uninstall.exe" "$place/uninstall.exe"
seconds "removal" in_wine "$place/uninstall.exe" /S "_?=$(in_wine winepath -w "$installed" | tr -d '\r')"
[ ! -e "$installed/imtextgui.exe" ] && [ ! -e "$installed/_internal" ] || fail "files of the program are left"
[ -f "$installed/mine.txt" ] || fail "a file of the user's is gone"
[ -f "$data/catalogue/catalogue.sqlite3" ] || fail "the user's catalogue is gone"
[ ! -e "$menu/imtextgui.lnk" ] || fail "the start menu still has it"
! registered 'Classes\SystemFileAssociations\image\shell\imtextgui' || fail "pictures still offer it"
rm -rf "$installed" "$data"
elsewhere="$WINEPREFIX/drive_c/図面 検索"
seconds "installation into another folder" in_wine "$installer" /S '--install-folder=C:\図面 検索'
[ -f "$elsewhere/imtextgui.exe" ] && [ ! -e "$installed" ] || fail "another folder is not taken"
# As from the list of programs: it goes on in a copy of itself, so that its own folder can go.
in_wine "$elsewhere/uninstall.exe" /S
for _ in $(seq 120); do [ -e "$elsewhere" ] && sleep 1 || break; done
[ ! -e "$elsewhere" ] || fail "files are left in another folder"

echo "-- Portable"
python3 -m zipfile -e "$archive" "$place/stick"
folder=$(find "$place/stick" -mindepth 1 -maxdepth 1 -type d)
seconds "portable index" program "$folder/imtextgui-cli.exe" index "$(as_windows "$place/図面")" --first-pass-only
[ -f "$folder/data/catalogue/catalogue.sqlite3" ] || fail "the portable program keeps its data elsewhere"
[ ! -e "$data" ] || fail "the portable program left something outside of its folder"
echo "Tried under Wine: all passed. Look at $screens/*.png"
