#!/bin/sh
# Puts Story Circle into your own folders: the menu, the icon, and double click on .circle files.
# Nothing needs an administrator, and nothing is copied: leave this folder where it is.
#   ./install.sh            install
#   ./install.sh --remove   take all of it away again (your circles stay)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
share=${XDG_DATA_HOME:-"$HOME/.local/share"}
bin="$HOME/.local/bin"
sizes="16 22 24 32 48 64 128 256 512"

known() {
  command -v update-mime-database >/dev/null && update-mime-database "$share/mime" || true
  command -v update-desktop-database >/dev/null &&
    update-desktop-database "$share/applications" || true
}

if [ "${1:-}" = --remove ]; then
  rm -f "$share/applications/storycircle.desktop" "$share/mime/packages/storycircle.xml" \
    "$share/metainfo/org.storycircle.StoryCircle.metainfo.xml" \
    "$share/icons/hicolor/scalable/apps/storycircle.svg"
  for size in $sizes; do
    rm -f "$share/icons/hicolor/${size}x$size/apps/storycircle.png"
  done
  if [ -L "$bin/storycircle" ]; then rm "$bin/storycircle"; fi
  known
  echo "Story Circle was taken out of the menu. Your circles are where they were."
  exit 0
fi

mkdir -p "$share/applications" "$share/mime/packages" "$share/metainfo" "$bin" \
  "$share/icons/hicolor/scalable/apps"
# In a desktop entry a path stands in quotes, and these signs have a sign before them.
program=$(printf '%s' "$here/storycircle" | sed 's/[\\"`$]/\\\\&/g; s/%/%%/g; s/[&|]/\\&/g')
sed -e "s|^Exec=storycircle|Exec=\"$program\"|" -e '/^TryExec=/d' \
  "$here/share/storycircle.desktop" >"$share/applications/storycircle.desktop"
cp "$here/share/storycircle.xml" "$share/mime/packages/"
cp "$here/share/org.storycircle.StoryCircle.metainfo.xml" "$share/metainfo/"
cp "$here/share/icons/storycircle.svg" "$share/icons/hicolor/scalable/apps/"
for size in $sizes; do
  mkdir -p "$share/icons/hicolor/${size}x$size/apps"
  cp "$here/share/icons/storycircle-$size.png" \
    "$share/icons/hicolor/${size}x$size/apps/storycircle.png"
done
ln -sfn "$here/storycircle" "$bin/storycircle"
known
echo "Story Circle is in your menu now."
