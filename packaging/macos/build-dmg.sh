#!/usr/bin/env bash
# Makes imtextgui.app and a disk image of it from PyInstaller's folder. Written from Apple's documentation; never run so far.
#   IDENTITY="Developer ID Application: ..." NOTARY_PROFILE=... packaging/macos/build-dmg.sh FROZEN VERSION TARGET
# ICON names the icon, build/icons/imtextgui.icns by default.
# Without IDENTITY the app is signed for this machine only; without NOTARY_PROFILE it is not notarised. The profile is one
# that `xcrun notarytool store-credentials` has put into the keychain.
set -euo pipefail
cd "$(dirname "$0")/../.."
frozen=${1:?usage: packaging/macos/build-dmg.sh FROZEN VERSION TARGET}
version=${2:?the version is missing}
target=${3:?the target folder is missing}
identity=${IDENTITY:--}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
app=$work/image/imtextgui.app

sign() {
  # The notary takes only what has a time stamp and the hardened runtime.
  local how=(--force --options runtime)
  [ "$identity" = - ] || how+=(--timestamp)
  codesign "${how[@]}" --sign "$identity" "$@"
}

mkdir -p "$work/image" "$target"
python3 packaging/macos/bundle.py "$frozen" "$version" "${ICON:-build/icons/imtextgui.icns}" "$app"
ln -s /Applications "$work/image/Applications"
cp LICENSE "$work/image/"

# What is inside is signed before what is around it: all machine code, whatever its name ends in, Qt's frameworks, the app.
python3 packaging/macos/machine_code.py list "$app/Contents/Frameworks" | while IFS= read -r file; do
  sign "$file"
done
find "$app/Contents/Frameworks" -depth -type d -name '*.framework' -print | while IFS= read -r framework; do
  sign "$framework"
done
sign --entitlements packaging/macos/entitlements.plist "$app"
codesign --verify --deep --strict "$app"

image=$target/imtextgui-$version-macos-$(uname -m).dmg
hdiutil create -volname "imtextgui $version" -srcfolder "$work/image" -ov -format UDZO "$image"
[ "$identity" = - ] || sign "$image"
if [ -n "${NOTARY_PROFILE:-}" ]; then
  xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
  xcrun stapler staple "$image"
  # What Gatekeeper will say on another machine.
  spctl --assess --type open --context context:primary-signature --verbose "$image"
fi
echo "$image"
