#!/usr/bin/env bash
# Lists in target/sbom what the programs on each system and the page are made of, as CycloneDX.
# The same sources give the same lists: their time is that of the last commit, and they name no folder.
set -euo pipefail
cd "$(dirname "$0")/.."

SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
lists=$PWD/target/sbom
tools=$PWD/target/tools/bin

# The lists of crates are written beside each Cargo.toml, so a copy of the sources is what they are made from.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
work=$(cd "$work" && pwd -P)
tar --create --exclude ./.git --exclude ./target --exclude ./docs --exclude ./ui . | tar --extract --directory "$work"

rm -rf "$lists"
mkdir -p "$lists"
for target in x86_64-unknown-linux-gnu aarch64-apple-darwin x86_64-pc-windows-msvc; do
    (cd "$work" && "$tools/cargo-cyclonedx" cyclonedx --quiet --format json --spec-version 1.5 \
        --describe binaries --target "$target" --target-in-filename)
done
mv "$work"/credit-tray_bin_*.cdx.json "$work"/src-tauri/cli/credit-tray-cli_bin_*.cdx.json "$lists"
# With the tools: Svelte is one of them to npm, and is in the page.
(cd ui && npm sbom --package-lock-only --sbom-format cyclonedx --sbom-type application) >"$lists/ui.cdx.json"

WORK=$work node - "$lists"/* <<'JS'
const { readFileSync, writeFileSync } = require('node:fs')
const time = new Date(process.env.SOURCE_DATE_EPOCH * 1000).toISOString()
for (const file of process.argv.slice(2)) {
  const list = JSON.parse(readFileSync(file, 'utf8').replaceAll(`file://${process.env.WORK}`, 'file://.'))
  delete list.serialNumber
  list.metadata.timestamp = time
  writeFileSync(file, JSON.stringify(list, null, 2) + '\n')
  console.log(`${file}: ${list.components.length} components`)
}
JS
