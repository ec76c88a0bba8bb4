#!/usr/bin/env bash
# `make test-windows`: the tests that need no POSIX, under Wine in the Python for Windows that `make package-windows` left in
# build/windows: those of paths, files, the database, the command line, the contracts, and shares. Which of them cannot, and
# why, stands in packaging/windows/tests.txt.
#   packaging/windows/tests.sh PYTHON [TEST...]     # TEST is a path or an option for pytest; without any, all that can
set -euo pipefail
cd "$(dirname "$0")/../.."
python=${1:-python3}
shift || true
work=$PWD/build/windows
windows=$work/python
[ -f "$windows/python.exe" ] || {
  echo "There is no Python for Windows yet: make package-windows" >&2
  exit 1
}
. packaging/windows/wine.sh "$work"

# What only tests need lies beside, so that it cannot come into a program that is frozen later.
if [ ! -d "$work/tests" ]; then
  mkdir -p "$work/test-wheels"
  grep -E '^(coverage|et-xmlfile|execnet|hypothesis|iniconfig|lxml|ml-dtypes|onnx|openpyxl|pygments|pytest|pytest-(cov|qt|timeout|xdist)|python-docx|python-pptx|reportlab|sortedcontainers|xlsxwriter)==' \
    packaging/requirements/dev.txt >"$work/test-requirements.txt"
  "$python" -m pip --disable-pip-version-check --no-input -qq download --only-binary=:all: --platform win_amd64 \
    --python-version 3.11 --implementation cp --no-deps --dest "$work/test-wheels" --requirement "$work/test-requirements.txt"
  "$python" packaging/windows/python_folder.py --only-wheels "$work/test-wheels" "$work/tests"
fi

if [ $# -eq 0 ]; then
  mapfile -t named < <(sed -n 's/^\(tests\/[^ ]*\).*/\1/p' packaging/windows/tests.txt)
  set -- -m "not full and not slow" tests/unit/{cli,config,domain,store,windows} tests/unit/indexing/test_scan.py \
    tests/unit/test_{durable,file_output,messages}.py tests/contract tests/reliability/test_share_names.py
  for name in "${named[@]}"; do set -- "$@" --deselect "$name" --ignore "$name"; done
fi
# A folder that is a share by the name of its server, as Wine looks for one, and a drive that leads to it.
mkdir -p "$WINEPREFIX/dosdevices/unc/tests/share"
ln -sfn unc/tests/share "$WINEPREFIX/dosdevices/s:"
export IMTEXTGUI_TEST_SHARE='\\tests\share' IMTEXTGUI_TEST_DRIVE='S:\'
# The source tree comes before the wheel that was unpacked for the frozen program.
WINEPATH='' PYTHONPATH="$(as_windows "$PWD");$(as_windows "$work/tests")" PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1 \
  in_wine "$windows/python.exe" -m pytest -q -p no:cacheprovider -p no:cov "$@"
