#!/usr/bin/env bash
# Makes the virtual environment .venv with the locked packages and this source tree in it.
#   packaging/setup.sh app|dev|export [PYTHON]
# Each kind holds the one before it. Leaves a stamp for each that is there now; the Makefile calls this only when a lock
# file is newer than the stamp.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:?usage: packaging/setup.sh app|dev|export [PYTHON]}
python=${2:-python3}
locks=packaging/requirements

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "imtextgui needs Python 3.11 or newer; $python is $("$python" --version). Try: make PYTHON=python3.12 ..." >&2
  exit 1
}
packaging/system-packages.sh "$([ "$kind" = app ] && echo app || echo dev)" "$python"

# A virtual environment that was moved or whose Python is gone is made anew.
.venv/bin/python -c 'import pip' 2>/dev/null || "$python" -m venv --clear .venv

# hnswlib is compiled here. Without this switch it would use every instruction of this very processor.
export HNSWLIB_NO_NATIVE=1
if grep -qw avx2 /proc/cpuinfo 2>/dev/null && grep -qw bmi2 /proc/cpuinfo && grep -qw fma /proc/cpuinfo; then
  export CXXFLAGS="-march=x86-64-v3 ${CXXFLAGS:-}"
fi
echo "Installing Python packages into .venv (the first time takes a few minutes)"
pip() { .venv/bin/python -m pip --disable-pip-version-check -qq --no-input "$@"; }
pip install --requirement $locks/build.txt
# hnswlib alone without the cache: a wheel that another program compiled for this processor only must not be taken.
pip install --no-build-isolation --no-cache-dir --constraint $locks/app.txt hnswlib
pip install --requirement "$locks/$kind.txt"
pip install --no-build-isolation --no-deps --editable .
touch ".venv/.$kind-installed"
[ "$kind" = app ] || touch .venv/.app-installed
[ "$kind" != export ] || touch .venv/.dev-installed
