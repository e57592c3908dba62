#!/usr/bin/env bash
# Installs what is missing from Debian's packages, and tools from the registry of crates into target/tools.
# Usage: install.sh [build] [test] [screenshots] [fuzz] [audit] [sbom]
# Says what it installs; does nothing where all is there.
set -euo pipefail

build=(build-essential pkg-config libwebkit2gtk-4.1-dev librsvg2-dev)
# A real desktop for the tests: screen, window manager, tray, notifications, keychain, browser; and
# what the tray of the smallest Tauri app needs, which the benchmark compares with.
test=(xvfb openbox dbus xfce4-panel adwaita-icon-theme dunst gnome-keyring libsecret-tools
    libglib2.0-bin at-spi2-core webkit2gtk-driver chromium fonts-dejavu-core xdotool imagemagick
    libayatana-appindicator3-1)
# Chinese letters and small files; for the moving picture a camera and a desktop as people have it.
screenshots=(fonts-noto-cjk pngquant
    ffmpeg gifsicle xfce4-notifyd greybird-gtk-theme fonts-cantarell x11-xserver-utils curl)
# The fuzzer itself is C++.
fuzz=(build-essential)
# Crates, each at one version, so that what is checked changes only when we say so.
audit=cargo-deny@0.20.2
sbom=cargo-cyclonedx@0.5.9
fuzzer=cargo-fuzz@0.13.2

say() { echo "install: $*" >&2; }

for tool in cargo node npm; do
    command -v "$tool" >/dev/null || { say "$tool is missing; install Rust 1.90 or newer and Node 20.19 or newer"; exit 1; }
done

wanted=()
crates=
for set in "$@"; do
    case $set in
        build) wanted+=("${build[@]}") ;;
        test) wanted+=("${test[@]}") ;;
        screenshots) wanted+=("${screenshots[@]}") ;;
        fuzz) wanted+=("${fuzz[@]}"); crates+=" $fuzzer" ;;
        audit) crates+=" $audit" ;;
        sbom) crates+=" $sbom" ;;
        *) say "unknown set: $set"; exit 64 ;;
    esac
done

tools=$(dirname "$0")/../target/tools
for crate in $crates; do
    if [[ $(cargo install --root "$tools" --list) != *"${crate/@/ v}:"* ]]; then
        say "building $crate; this takes some minutes"
        cargo install --quiet --locked --root "$tools" "$crate"
    fi
done

[ "$(uname)" = Linux ] && [ ${#wanted[@]} -gt 0 ] || exit 0

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "this is no Debian; these packages, by Debian's names, must be there: ${wanted[*]}"
    exit 0
fi

missing=()
for package in "${wanted[@]}"; do
    state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        say "cannot install without root or sudo. As root, run: apt-get install ${missing[*]}"
        exit 1
    fi
    as_root=(sudo)
fi

say "installing ${missing[*]}"
"${as_root[@]}" apt-get update --quiet --quiet
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --quiet --quiet --no-install-recommends "${missing[@]}" >&2
