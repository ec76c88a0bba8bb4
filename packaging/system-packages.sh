#!/usr/bin/env bash
# Installs what imtextgui needs from the system and lacks: Qt's libraries, a font with Japanese, a C++ compiler; for the
# tests also what they watch and draw with.
#   packaging/system-packages.sh app|dev|package|windows [PYTHON]
# Looks for the libraries themselves, so that nothing is asked of a machine that has them, whatever its packages are called.
# A person at a terminal is asked first; where nobody can answer, as in CI, what is missing is installed.
set -euo pipefail
for_what=${1:?usage: packaging/system-packages.sh app|dev|package|windows [PYTHON]}
python=${2:-python3}

libraries=(
  libGL.so.1:libgl1 libEGL.so.1:libegl1 libxkbcommon.so.0:libxkbcommon0 libdbus-1.so.3:libdbus-1-3
  libfontconfig.so.1:libfontconfig1 libglib-2.0.so.0:libglib2.0-0 libxcb-cursor.so.0:libxcb-cursor0
  libxcb-icccm.so.4:libxcb-icccm4 libxcb-image.so.0:libxcb-image0 libxcb-keysyms.so.1:libxcb-keysyms1
  libxcb-render-util.so.0:libxcb-render-util0 libxcb-shape.so.0:libxcb-shape0 libxcb-xkb.so.1:libxcb-xkb1
  libxkbcommon-x11.so.0:libxkbcommon-x11-0
)

missing=()
need_headers() { # of Python, to compile against
  "$python" -c 'import os, sysconfig, sys; sys.exit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))' ||
    missing+=(python3-dev)
}
known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p)
for pair in "${libraries[@]}"; do
  grep -qF "${pair%%:*} " <<<"$known" || missing+=("${pair#*:}")
done
japanese=$(find -L /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" "$HOME/.local/share/fonts" \
  \( -iname '*cjk*' -o -iname '*gothic*' -o -iname '*ipa*' -o -iname '*jp*' \) -name '*.[to]t[cf]' 2>/dev/null || true)
[ -n "$japanese" ] || missing+=(fonts-noto-cjk)
"$python" -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
"$python" -c 'import hnswlib' 2>/dev/null || {
  command -v g++ >/dev/null || missing+=(g++)
  need_headers
}
if [ "$for_what" = dev ]; then
  # The samples were set with it; without it Pillow sets text a hundredth of a millimetre elsewhere.
  grep -qF "libfribidi.so.0 " <<<"$known" || missing+=(libfribidi0)
  command -v strace >/dev/null || missing+=(strace)
  # The journeys (tests/journeys) press keys at a screen that nobody sees.
  command -v Xvfb >/dev/null || missing+=(xvfb)
  grep -qF "libXtst.so.6 " <<<"$known" || missing+=(libxtst6)
  # What the samples are set in.
  samples_font=$(find -L /usr/share/fonts /usr/local/share/fonts "$HOME/.local/share/fonts" \
    -name BIZUDPGothic-Bold.ttf 2>/dev/null || true)
  [ -n "$samples_font" ] || missing+=(fonts-morisawa-bizud-gothic)
fi
if [ "$for_what" = package ]; then
  # For packaging/package.sh: binaries are looked into, the package is built and its desktop files are checked.
  for pair in objdump:binutils dpkg-deb:dpkg desktop-file-validate:desktop-file-utils appstreamcli:appstream bc:bc; do
    command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}")
  done
  # hnswlib is compiled anew, and PyInstaller takes Python's shared library.
  command -v g++ >/dev/null || missing+=(g++)
  need_headers
fi
if [ "$for_what" = windows ]; then
  # For packaging/windows: PyInstaller runs under Wine, hnswlib is compiled for Windows with this Python's headers.
  for pair in wine:wine makensis:nsis Xvfb:xvfb xdotool:xdotool bc:bc gendef:mingw-w64-tools \
    x86_64-w64-mingw32-dlltool:binutils-mingw-w64-x86-64 x86_64-w64-mingw32-g++-posix:g++-mingw-w64-x86-64-posix; do
    command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}")
  done
  [ -n "$(find /usr/lib -path '*/wine/x86_64-unix/ntdll.so' 2>/dev/null)" ] || missing+=(wine64)
  # What a locale with code page 932 is made of.
  [ -f /usr/share/i18n/locales/ja_JP ] || missing+=(locales)
  need_headers
fi
[ ${#missing[@]} -gt 0 ] || exit 0

by_hand="imtextgui needs these system packages (Debian's names): ${missing[*]}"
if ! command -v apt-get >/dev/null; then
  echo "$by_hand" >&2
  echo "This system has no apt-get. Install them under the names they have here, then run the same command again." >&2
  exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || {
    echo "$by_hand" >&2
    echo "You are not root and there is no sudo. Ask an administrator for: apt-get install ${missing[*]}" >&2
    exit 1
  }
  as_root=(sudo)
fi
install=("${as_root[@]}" apt-get install --no-install-recommends "${missing[@]}")
if [ -z "${CI:-}" ] && [ -t 0 ] && [ -t 2 ]; then
  cat >&2 <<QUESTION
imtextgui needs these system packages, which are not installed:
$(printf '  %s\n' "${missing[@]}")
They can be installed now. To do it yourself instead, answer n and run:
  ${install[*]}
QUESTION
  read -r -p "Install them now? [Y/n] " answer || answer=n
  [[ ${answer:-y} =~ ^[Yy] ]] || {
    echo "Nothing was installed. Run the line above, then the same command again." >&2
    exit 1
  }
fi
echo "Installing system packages: ${missing[*]}"
said=$(mktemp)
trap 'rm -f "$said"' EXIT
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" >>"$said" 2>&1; }
{ apt update && apt install -y --no-install-recommends "${missing[@]}"; } || {
  cat "$said" >&2
  echo "apt-get could not install them. Run this as an administrator, then the same command again:" >&2
  echo "  apt-get update && apt-get install ${missing[*]}" >&2
  exit 1
}
