#!/usr/bin/env bash
# The circle held by ear once more, with the Orca of Debian 13, which knows of announcements: in a
# root of its own, made by debootstrap where it is not there yet. Run as root:
#   tests/atspi/debian13.sh ROOT SPEECH
# ROOT: a folder for about 1.5 GB. SPEECH: the file for what Orca says.
set -euo pipefail
project=$(cd "$(dirname "$0")/../.." && pwd)
root=$1
speech=$2

unmount() {
  for place in project proc dev; do
    mountpoint -q "$root/$place" && umount "$root/$place"
  done
  return 0
}
trap unmount EXIT

if [ ! -e "$root/usr/bin/dpkg" ]; then
  # From where this machine's own packages come.
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | head -n 1)
  debootstrap --variant=minbase trixie "$root" "$mirror"
fi
mkdir -p "$root/project"
mountpoint -q "$root/project" || mount --bind "$project" "$root/project"
mountpoint -q "$root/proc" || mount --bind /proc "$root/proc"
mountpoint -q "$root/dev" || mount --bind /dev "$root/dev"
within() {
  chroot "$root" env -i HOME=/root PATH=/opt/venv/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 DEBIAN_FRONTEND=noninteractive "$@"
}

if [ ! -e "$root/opt/venv/ready" ]; then
  within apt-get update -q
  within apt-get install -y -q --no-install-recommends \
    orca at-spi2-core gir1.2-atspi-2.0 gir1.2-wnck-3.0 python3-gi speech-dispatcher python3-venv \
    dbus libxtst6 xvfb xauth openbox ca-certificates libgl1 libegl1 libglib2.0-0 libfontconfig1 \
    libxkbcommon0 libdbus-1-3 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 \
    libxcb-xkb1 libxkbcommon-x11-0
  for file in /etc/pip.conf /etc/ssl/certs/ca-certificates.crt; do # as this machine fetches
    [ -e "$file" ] && cp "$file" "$root$file"
  done
  within python3 -m venv /opt/venv
  within pip install -q --require-hashes -r /project/requirements.txt
  touch "$root/opt/venv/ready"
fi

within sh -c 'cd /project && exec python -m tests.atspi --orca /root/speech /root/log'
cp "$root/root/speech" "$speech"
