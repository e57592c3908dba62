#!/usr/bin/env bash
# Starts five simulated accounts with four weeks of history, and the app to look at them.
# Without a display it prints the same accounts with `check` instead.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
providers=
app=
finish() {
    for process in $app $providers; do
        kill "$process" 2>/dev/null || true
        wait "$process" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

mkdir "$work/config"
target/debug/credit-tray-demo "$work/config" >"$work/providers" &
providers=$!
for _ in $(seq 100); do
    base_url=$(sed -n 's/^listening on //p' "$work/providers")
    [ -n "$base_url" ] && break
    sleep 0.1
done
[ -n "$base_url" ] || { echo "demo: the providers did not start" >&2; exit 1; }
for provider in SUNOAPI KIE AI_MUSIC_API OPENROUTER EVOLINK; do
    export "DEMO_KEY_$provider=demo-key-$(tr 'A-Z_' 'a-z-' <<<"$provider")"
done

has_display() {
    [ "$(uname)" != Linux ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]
}

if has_display; then
    cat <<TEXT
Credit Tray is starting with five simulated accounts and four weeks of history.
Watch "kie.ai video": it falls below 100 credits after about 20 seconds, and you are notified.
A minute later it is out. Click an account in the window for its chart.
Quit from the tray menu, or press Ctrl-C here.
TEXT
    # In the background, so that a signal to this script ends both at once.
    target/debug/credit-tray --config-dir "$work/config" --settings &
    app=$!
    wait "$app"
else
    cat <<TEXT
There is no display here, so this is what \`credit-tray check\` prints:

$(target/debug/credit-tray check --config-dir "$work/config")

And this is what \`credit-tray history --since 7d\` says of one account:

$(target/debug/credit-tray history --config-dir "$work/config" --account kie-video --since 7d)

With a display you would have seen a tray icon whose menu shows these five accounts, a window with
their charts, and within half a minute a notification that "kie.ai video" is running low.
TEXT
fi
