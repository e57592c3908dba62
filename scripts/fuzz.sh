#!/usr/bin/env bash
# Fuzzes each target for a minute, or those that are named. Usage: fuzz.sh [target…]
#   FUZZ_SECONDS=600  for so long each
#   FUZZ_RUNS=1000000 so many runs each, however long they take
# What it finds and learns is kept in target/fuzz; the seeds in tests/fuzz/seeds are only read.
set -euo pipefail
cd "$(dirname "$0")/.."

# Lower than any program of a person who works meanwhile.
renice --priority 10 --pid $$ >/dev/null

target_dir=${CARGO_TARGET_DIR:-target}/fuzz
host=$(rustc -vV | sed -n 's/^host: //p')
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(numbers retry_after addresses replies settings import commands)

# Bytes; 4096 where nothing else is said.
declare -A longest=([numbers]=256 [retry_after]=256 [addresses]=512 [settings]=65536 [import]=65536)

# Without a sanitizer, whose own memory would hide how hungry an input is, and which needs a nightly
# compiler: nothing of this project is unsafe. And the crates are those that ship: some leave checks out for
# fuzzers.
PATH="$PWD/target/tools/bin:$PATH" cargo fuzz build --sanitizer none --no-cfg-fuzzing --target "$host" --fuzz-dir tests/fuzz \
    --target-dir "$target_dir"

# The engine's folders are in memory where they can be, and go with this program.
scratch=$(mktemp --directory --tmpdir="$([ -w /dev/shm ] && echo /dev/shm || echo "${TMPDIR:-/tmp}")")
trap 'rm -rf "$scratch"' EXIT

limit=(-max_total_time="${FUZZ_SECONDS:-60}")
[ -z "${FUZZ_RUNS:-}" ] || limit=(-runs="$FUZZ_RUNS")

summary=()
has_found=0
for name in "${targets[@]}"; do
    corpus=$target_dir/corpus/$name
    found=$target_dir/findings/$name
    log=$target_dir/$name.log
    mkdir -p "$corpus" "$found"
    seeds=(tests/fuzz/seeds/"$name")
    [ "$name" != replies ] || seeds+=(tests/samples)
    echo "fuzz: $name" >&2
    findings="nothing found"
    TMPDIR=$scratch "$target_dir/$host/release/$name" "${limit[@]}" -rss_limit_mb=512 -timeout=5 \
        -max_len="${longest[$name]:-4096}" -dict=tests/fuzz/words.dict -detect_leaks=0 -print_final_stats=1 \
        -artifact_prefix="$found/" "$corpus" "${seeds[@]}" >"$log" 2>&1 || findings="FOUND, see $log"
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | tail -1)
    summary+=("$(printf '%-12s %10s runs  %s' "$name" "${runs:-no}" "$findings")")
    [ "$findings" = "nothing found" ] || has_found=1
done
printf '%s\n' "${summary[@]}"
exit "$has_found"
