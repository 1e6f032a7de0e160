import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from './terminal.mjs'

// The step "floors": the repository keeps to .dependency-cruiser.cjs, and the rules still bite. A rule that
// silently matches nothing looks the same as a clean house, so violations are planted in a copy and must be found.

const places =
  'core store ingest watch notify api components app server cli base i18n device embed e2e bench prisma'.split(
    ' ',
  )
const leastModules = 40

/** Each planted file, and the rule that has to catch it (of a circle, one half is named). */
const planted = [
  ['core/planted-a.ts', "import '#store/planted.ts'", 'core-floor'],
  ['core/planted-b.ts', "import { readFileSync } from 'node:fs'\nreadFileSync('')", 'core-is-pure'],
  ['store/planted.ts', "import '#api/planted.ts'", 'store-floor'],
  ['api/planted.ts', "import { thing } from '#watch/planted.ts'\nthing()", 'api-floor'],
  [
    'watch/planted.ts',
    "import '#notify/planted.ts'\nexport const thing = () => import('#ingest/planted.ts')",
    'watch-floor',
  ],
  ['ingest/planted.ts', "import fastify from 'fastify'\nfastify()", 'only-fastify'],
  ['notify/planted.ts', "import pg from 'pg'\nnew pg.Client()", 'only-database'],
  [
    'components/planted.tsx',
    "import type { X } from '#store/planted.ts'\nexport type Y = X",
    'components-floor',
  ],
  ['device/planted.ts', "import '#components/planted.tsx'", 'device-floor'],
  ['e2e/planted.ts', "import '#server/planted.ts'", 'e2e-floor'],
  ['server/planted.ts', "import './planted-b.ts'"],
  ['server/planted-b.ts', "import './planted.ts'", 'no-circles'],
  ['cli/planted.ts', "import '#server/planted.ts'\nimport '#core/nowhere.ts'", 'nothing-missing'],
]

const problems = [...(await checkHouse()), ...(await checkPlanted()), ...(await checkEmbed())]
for (const problem of problems) console.error(problem)
process.exitCode = problems.length > 0 ? 1 : 0

async function checkHouse() {
  const { violations, totalCruised } = await cruise(root)
  console.log(`${totalCruised} modules, ${violations.length} violations`)
  const found = violations.map(
    ({ rule, from, to, comment }) => `${rule.name}: ${from} → ${to} ${comment ?? ''}`,
  )
  if (totalCruised > leastModules) return found
  return [...found, `Only ${totalCruised} modules were read: the parser sees nothing.`]
}

async function checkPlanted() {
  const copy = await mkdtemp(join(tmpdir(), 'outage-desk-floors-'))
  try {
    for (const name of ['.dependency-cruiser.cjs', 'package.json'])
      await cp(join(root, name), join(copy, name))
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
    for (const [name, text] of planted) {
      await mkdir(dirname(join(copy, name)), { recursive: true })
      await writeFile(join(copy, name), `${text}\n`)
    }
    const { violations } = await cruise(copy)
    const missed = planted.filter(
      ([name, , rule]) => rule && !violations.some((one) => one.rule.name === rule && one.from === name),
    )
    return missed.map(([name, text, rule]) => `The rule ${rule} did not catch ${name}: ${text}`)
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

/** The cruiser cannot tell "import type" from "import"; the embed may only have the former. */
async function checkEmbed() {
  const names = (await readdir(join(root, 'embed'), { recursive: true }).catch(() => [])).filter((name) =>
    /(?<!\.test)\.tsx?$/.test(name),
  )
  const texts = await Promise.all(names.map((name) => readFile(join(root, 'embed', name), 'utf8')))
  return names
    .filter((_, index) => /^\s*import\s+(?!type\b)[^'"]*['"]#/m.test(texts[index]))
    .map(
      (name) =>
        `embed/${name} may only "import type" from the house: it is delivered to strangers' pages alone.`,
    )
}

function cruise(dir) {
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const there = places.filter((place) => existsSync(join(dir, place)))
  const args = [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...there]
  return new Promise((resolve, reject) => {
    // The exit code counts violations; the report says more.
    execFile(process.execPath, args, { cwd: dir, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout).summary)
      } catch {
        reject(new Error(`dependency-cruiser did not run: ${stderr || error}`))
      }
    })
  })
}
