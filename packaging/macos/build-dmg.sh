#!/usr/bin/env bash
# Makes imtextgui.app and a disk image of it from PyInstaller's folder. Written from Apple's documentation; never run so far.
#   IDENTITY="Developer ID Application: ..." NOTARY_PROFILE=... packaging/macos/build-dmg.sh FROZEN VERSION TARGET
# ICON names the icon, build/icons/imtextgui.icns by default.
# Without IDENTITY the app is signed for this machine only; without NOTARY_PROFILE it is not notarised.
set -euo pipefail
cd "$(dirname "$0")/../.."
frozen=${1:?usage: packaging/macos/build-dmg.sh FROZEN VERSION TARGET}
version=${2:?the version is missing}
target=${3:?the target folder is missing}
identity=${IDENTITY:--}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
app=$work/image/imtextgui.app

mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources" "$target"
# Signing wants code beside the program, and nothing but code there; PyInstaller's loader looks into Frameworks, too.
cp -a "$frozen/imtextgui" "$app/Contents/MacOS/"
cp -a "$frozen/_internal" "$app/Contents/Frameworks"
cp "${ICON:-build/icons/imtextgui.icns}" "$app/Contents/Resources/imtextgui.icns"
sed "s/@VERSION@/$version/g" packaging/macos/Info.plist >"$app/Contents/Info.plist"
ln -s /Applications "$work/image/Applications"
cp LICENSE "$work/image/"

find "$app/Contents/Frameworks" \( -name '*.so' -o -name '*.dylib' \) -print0 |
  xargs -0 codesign --force --timestamp --options runtime --sign "$identity"
codesign --force --timestamp --options runtime --entitlements packaging/macos/entitlements.plist --sign "$identity" "$app"
codesign --verify --deep --strict "$app"

image=$target/imtextgui-$version-macos-$(uname -m).dmg
hdiutil create -volname "imtextgui $version" -srcfolder "$work/image" -ov -format UDZO "$image"
if [ -n "${NOTARY_PROFILE:-}" ]; then
  xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
  xcrun stapler staple "$image"
fi
echo "$image"
