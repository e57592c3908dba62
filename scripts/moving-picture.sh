#!/usr/bin/env bash
# Makes docs/images/alert.gif: the tray menu while a balance falls, the alert, and the window behind it.
# Plays the demo on a screen and a desktop of its own; what runs beside it is not touched.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -z "${MOVING_PICTURE_BUS:-}" ]; then
    MOVING_PICTURE_BUS=own exec dbus-run-session -- "$0"
fi

width=720
height=540
# The lower part of the screen stays empty.
shown=430
picture=docs/images/alert.gif
most_bytes=1000000

work=$(mktemp -d)
processes=()
finish() {
    for ((index = ${#processes[@]} - 1; index >= 0; index--)); do
        kill "${processes[index]}" 2>/dev/null || true
        wait "${processes[index]}" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

start() { # log program arguments…
    local log=$work/$1.log
    shift
    "$@" >"$log" 2>&1 &
    processes+=($!)
}
fail() { echo "moving picture: $*" >&2; exit 1; }
until_it_holds() { # what command…
    local what=$1
    shift
    for _ in $(seq 150); do
        if "$@" >/dev/null 2>&1; then return; fi
        sleep 0.1
    done
    fail "no $what"
}
answers() { gdbus call --session --dest org.freedesktop.DBus --object-path / --method org.freedesktop.DBus.NameHasOwner "$1" | grep -q true; }

# A home with a plain light desktop: a panel with the tray and a clock, nothing else.
export HOME=$work/home XDG_RUNTIME_DIR=$work/run XDG_CONFIG_HOME=$work/home/.config
export GDK_BACKEND=x11 LANG=C.UTF-8 XDG_CURRENT_DESKTOP=XFCE
unset WAYLAND_DISPLAY
channels=$XDG_CONFIG_HOME/xfce4/xfconf/xfce-perchannel-xml
mkdir -p "$channels" "$XDG_CONFIG_HOME/gtk-3.0" "$XDG_CONFIG_HOME/openbox" "$work/config"
mkdir -m 700 "$XDG_RUNTIME_DIR"
cat >"$XDG_CONFIG_HOME/gtk-3.0/settings.ini" <<'INI'
[Settings]
gtk-theme-name=Greybird
gtk-icon-theme-name=Adwaita
gtk-font-name=Cantarell 10
gtk-cursor-theme-name=Adwaita
INI
# The app's window has its place, so that nobody sees it being moved.
placed='<application title="Credit Tray*"><position force="yes"><x>24</x><y>4</y></position><size><width>520</width><height>470</height></size></application>'
sed -e 's|<name>Clearlooks</name>|<name>Greybird</name>|' -e "s|^</applications>|$placed&|" \
    /etc/xdg/openbox/rc.xml >"$XDG_CONFIG_HOME/openbox/rc.xml"
cat >"$channels/xfce4-panel.xml" <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="30"/>
      <property name="icon-size" type="uint" value="20"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
        <value type="int" value="3"/>
        <value type="int" value="4"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="tasklist"/>
    <property name="plugin-2" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-3" type="string" value="systray">
      <property name="icon-size" type="int" value="20"/>
    </property>
    <property name="plugin-4" type="string" value="clock">
      <property name="digital-layout" type="uint" value="3"/>
      <property name="digital-time-format" type="string" value="%H:%M"/>
    </property>
  </property>
</channel>
XML
cat >"$channels/xfce4-notifyd.xml" <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-notifyd" version="1.0">
  <property name="theme" type="string" value="Greybird"/>
  <property name="notify-location" type="string" value="top-right"/>
  <property name="initial-opacity" type="double" value="1"/>
  <property name="do-fadeout" type="bool" value="false"/>
  <property name="do-slideout" type="bool" value="false"/>
  <property name="expire-timeout" type="int" value="4"/>
</channel>
XML

mkfifo "$work/display"
Xvfb -displayfd 3 -screen 0 "${width}x${height}x24" -nolisten tcp -noreset 3>"$work/display" 2>"$work/Xvfb.log" &
processes+=($!)
read -r display <"$work/display"
export DISPLAY=:$display
# Also for what the session bus starts.
dbus-update-activation-environment --all
xsetroot -solid '#dfe5ec' -cursor_name left_ptr
start openbox openbox
start notifications /usr/lib/*/xfce4/notifyd/xfce4-notifyd
start keychain gnome-keyring-daemon --foreground --unlock --components=secrets < <(printf password)
start panel xfce4-panel --disable-wm-check
until_it_holds "notification server" answers org.freedesktop.Notifications
until_it_holds "tray" answers org.kde.StatusNotifierWatcher

# The demo, with the one account held still until the camera runs.
mkfifo "$work/providers"
target/debug/credit-tray-demo "$work/config" >"$work/providers" &
processes+=($!)
read -r line <"$work/providers"
base_url=${line#listening on }
kie() { curl --silent --fail --output "$work/control" --request PUT "$base_url/control/kie/demo-key-kie" --data "$1"; }
kie '{"drainPerSecond":"0"}'
for provider in SUNOAPI KIE AI_MUSIC_API OPENROUTER EVOLINK; do
    export "DEMO_KEY_$provider=demo-key-$(tr 'A-Z_' 'a-z-' <<<"$provider")"
done
start app target/debug/credit-tray --config-dir "$work/config"

# The only thing in the panel with much colour is the icon.
icon() {
    local box
    import -window root -crop "${width}x30+0+0" +repage "$work/panel.png"
    box=$(convert "$work/panel.png" -colorspace HSL -channel G -separate -threshold 55% \
        -format '%@' info:)
    [[ $box =~ ^([0-9]+)x([0-9]+)\+([0-9]+)\+([0-9]+)$ ]] || return 1
    [ "${BASH_REMATCH[1]}" -ge 8 ] && [ "${BASH_REMATCH[1]}" -le 30 ] || return 1
    icon_x=$((BASH_REMATCH[3] + BASH_REMATCH[1] / 2))
    icon_y=$((BASH_REMATCH[4] + BASH_REMATCH[2] / 2))
}
until_it_holds "icon in the tray" icon
sleep 6

pointer_x=$((width / 2)) pointer_y=$((shown * 3 / 4))
xdotool mousemove "$pointer_x" "$pointer_y"
move_to() { # x y
    local step steps=16
    for ((step = 1; step <= steps; step++)); do
        xdotool mousemove $((pointer_x + ($1 - pointer_x) * step / steps)) $((pointer_y + ($2 - pointer_y) * step / steps))
        sleep 0.03
    done
    pointer_x=$1 pointer_y=$2
}

# The menu is open when the film begins: its first picture is what is seen where none moves.
kie '{"balance":"118","drainPerSecond":"2.2"}'
move_to "$icon_x" "$icon_y"
xdotool click 3
sleep 2.5
ffmpeg -loglevel error -f x11grab -framerate 10 -video_size "${width}x${height}" -draw_mouse 1 \
    -i "$DISPLAY" -codec:v libx264rgb -preset ultrafast -qp 0 "$work/film.mkv" &
camera=$!
processes+=("$camera")
sleep 4.7
xdotool key Escape
# A pointer over the icon would show its tooltip in front of the notification.
move_to $((width / 2)) $((shown * 3 / 4))
sleep 4.5
move_to "$icon_x" "$icon_y"
# The last row but one opens the window.
xdotool click 3
sleep 0.8
xdotool key Up
sleep 0.3
xdotool key Up
sleep 0.5
xdotool key Return
move_to $((width - 60)) $((shown - 40))
until_it_holds window xdotool search --onlyvisible --name '^Credit Tray'
sleep 4.5
kill -INT "$camera"
wait "$camera" || true

ffmpeg -loglevel error -y -i "$work/film.mkv" -filter_complex \
    "setpts=PTS/1.2,crop=$width:$shown:0:0,fps=8,split[a][b];[a]palettegen=max_colors=128:stats_mode=full[p];[b][p]paletteuse=dither=none:diff_mode=rectangle" \
    "$work/film.gif"
gifsicle -O3 --lossy=20 "$work/film.gif" --output "$picture"
bytes=$(stat --format %s "$picture")
[ "$bytes" -lt "$most_bytes" ] || fail "$picture has $bytes bytes, more than $most_bytes"
echo "$picture: $bytes bytes"
