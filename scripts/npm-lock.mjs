// Looks at every package of ui/package-lock.json: it comes from the registry with its hash, runs nothing when it is
// installed, and has a licence that was looked at.
import { readFileSync } from 'node:fs'

const licences = [
  '0BSD',
  'Apache-2.0',
  'Apache-2.0 OR MIT',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
]
// Tools and tests may be under the MPL; none of them is in the page.
const licencesOfTools = [...licences, 'MPL-2.0']

const lock = JSON.parse(readFileSync(new URL('../ui/package-lock.json', import.meta.url), 'utf8'))
const packages = Object.fromEntries(Object.entries(lock.packages).filter(([name]) => name))

const faults = Object.entries(packages).flatMap(([name, entry]) =>
  [
    // ui/.npmrc leaves out the address of what comes from the registry, so only something else has one.
    (entry.resolved || entry.link) && `comes from ${entry.resolved}`,
    !entry.integrity?.startsWith('sha512-') && 'has no SHA-512 hash',
    entry.hasInstallScript && 'runs a script when it is installed',
    !(entry.dev ? licencesOfTools : licences).includes(entry.license) && `is under ${entry.license}`,
  ]
    .filter(Boolean)
    .map((fault) => `${name} ${fault}`),
)

for (const fault of faults) console.error(`ui/package-lock.json: ${fault}`)
if (faults.length > 0) process.exit(1)
console.log(`npm: ${Object.keys(packages).length} packages ok`)
