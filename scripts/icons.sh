#!/usr/bin/env bash
# Renders the icons from their drawings.
set -euo pipefail
cd "$(dirname "$0")/../icons"

render() { rsvg-convert --width "$2" --height "$2" "$1" --output "$3"; }

for size in 32 128; do
    render icon.svg "$size" "${size}x${size}.png"
done
render icon.svg 256 128x128@2x.png
convert 128x128@2x.png -define icon:auto-resize=256,64,48,32,16 icon.ico
for drawing in tray/*.svg; do
    render "$drawing" 64 "${drawing%.svg}.png"
    # As panels ask for them; 32 is a row's mark in the menu too.
    for size in 22 24 32 48; do
        render "$drawing" "$size" "${drawing%.svg}-$size.png"
    done
done
# The number in the icon: its characters, without what only text needs.
pyftsubset /usr/share/fonts/truetype/dejavu/DejaVuSansCondensed-Bold.ttf \
    --text='0123456789.,-<>kMBT$€£¥₹₩' --no-hinting --layout-features= --output-file=digits/digits.ttf
