#!/usr/bin/env bash
# Starts the simulator and the app with five ready accounts whose balances drain.
# Without a display it prints the same balances with `check` instead.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
simulator=
app=
finish() {
    for process in $app $simulator; do
        kill "$process" 2>/dev/null || true
        wait "$process" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

for provider in SUNOAPI KIE AI_MUSIC_API OPENROUTER EVOLINK; do
    export "DEMO_KEY_$provider=demo-key-$(tr 'A-Z_' 'a-z-' <<<"$provider")"
done

target/debug/credit-tray-simulator --demo >"$work/simulator" &
simulator=$!
for _ in $(seq 50); do
    base_url=$(sed -n 's/^listening on //p' "$work/simulator")
    [ -n "$base_url" ] && break
    sleep 0.1
done
[ -n "$base_url" ] || { echo "demo: the simulator did not start" >&2; exit 1; }
scripts/demo-settings.sh "$work/config" "$base_url"

has_display() {
    [ "$(uname)" != Linux ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]
}

if has_display; then
    cat <<TEXT
Five providers are simulated at $base_url.
The tray icon shows five accounts. Open its menu: the balances fall while you look.
kie.ai falls below its threshold of 30 credits within half a minute, and a notification says so.
Quit from the tray menu, or with Ctrl-C here.
TEXT
    # In the background, so that a signal to this script ends both at once.
    target/debug/credit-tray --config-dir "$work/config" --settings &
    app=$!
    wait "$app"
else
    echo "No display here, so these are the five balances as \`credit-tray check\` prints them:"
    echo
    target/debug/credit-tray check --config-dir "$work/config" || true
    cat <<TEXT

With a display you would have seen a tray icon whose menu shows these five rows, the settings
window, and within half a minute a notification that kie.ai has fallen below 30 credits.
TEXT
fi
