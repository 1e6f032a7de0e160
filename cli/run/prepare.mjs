import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { Advice, must, root, step, tool } from './terminal.mjs'

// What has to be there before anything runs: Node, packages, database client, built pages. Each step keeps a stamp
// of what it was made from, so that a second start takes no time.

const at = (...parts) => join(root, ...parts)
const readText = (file) => readFile(file, 'utf8').catch(() => '')

/** Checked against "engines" in package.json, which is written as ^a.b.c || >=d. */
export async function checkNode(version = process.versions.node) {
  const { engines } = JSON.parse(await readFile(at('package.json'), 'utf8'))
  if (satisfies(version, engines.node)) return
  throw new Advice(
    `This is Node ${version}; Outage Desk needs ${engines.node}.\n` +
      'Install Node 24 (https://nodejs.org, or "nvm install 24") and run the command again.',
  )
}

export function satisfies(version, range) {
  const parts = (text) => text.split('.').map(Number)
  const have = parts(version)
  return range.split('||').some((text) => {
    const [, sign, least] = /(\^|>=)\s*([\d.]+)/.exec(text) ?? []
    const want = [...parts(least ?? '999'), 0, 0].slice(0, 3)
    const order = want.map((number, i) => have[i] - number).find((difference) => difference !== 0) ?? 0
    return order >= 0 && (sign === '>=' || have[0] === want[0])
  })
}

export async function preparePackages() {
  const stampFile = at('node_modules', '.outage-desk-stamp')
  const lock = await readFile(at('package-lock.json'), 'utf8')
  const stamp = hashOf(lock)
  if ((await readText(stampFile)) === stamp) return
  if (!(await isInstalled(lock))) {
    await step('Packages (npm ci, a few minutes once)', () =>
      must(
        'The packages could not be installed. With no network, npm needs a registry or a filled cache ' +
          '(npm config get registry). Then run the command again.',
        ...npm('ci', '--include=dev', '--no-audit', '--no-fund'),
      ),
    )
  }
  await writeFile(stampFile, stamp)
}

/** Whether somebody ran npm by hand: npm's own note of what it installed covers the lock file. */
async function isInstalled(lockText) {
  const note = await readText(at('node_modules', '.package-lock.json'))
  if (!note) return false
  const installed = JSON.parse(note).packages
  return Object.entries(JSON.parse(lockText).packages).every(([path, entry]) => {
    if (path === '' || entry.optional || entry.devOptional || entry.peer) return true
    return installed[path]?.version === entry.version
  })
}

/** npm of the person who called us; on Windows npm is a script that only a shell can start. */
function npm(...args) {
  const script = process.env.npm_execpath
  if (script && /\.c?js$/.test(script) && /npm-cli/.test(script)) return [process.execPath, [script, ...args]]
  return ['npm', args, { shell: process.platform === 'win32' }]
}

export async function prepareClient() {
  const stampFile = at('prisma', 'generated', '.outage-desk-stamp')
  const stamp = await hashFiles(['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json'])
  if ((await readText(stampFile)) === stamp) return
  await step('Database client (prisma generate)', () =>
    must(
      'The database client could not be made from prisma/schema.prisma.',
      ...tool('prisma/build/index.js', 'generate'),
      {
        // Generating needs no engine, but the command downloads one unless it is shown some file that exists.
        // For this child alone: with it, other prisma commands would do nothing and call it success.
        env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
      },
    ),
  )
  await mkdir(dirname(stampFile), { recursive: true })
  await writeFile(stampFile, stamp)
}

const pageSources = [
  'app',
  'components',
  'device',
  'core',
  'i18n',
  'store',
  'base',
  'public',
  'prisma/schema.prisma',
]
const pageSettings = [
  'docs/scorecard.json',
  'next.config.js',
  'postcss.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
  'cli/run/eager-modules.mjs',
]

export async function preparePages() {
  const stampFile = at('.next', 'outage-desk-stamp')
  const stamp = await hashFiles([...pageSources, ...pageSettings])
  if (existsSync(at('.next', 'BUILD_ID')) && (await readText(stampFile)) === stamp) return
  await step('Texts in both languages', checkTexts)
  await step('Pages (next build)', () =>
    must('The pages could not be built; see above.', ...tool('next/dist/bin/next', 'build'), {
      env: { NODE_ENV: 'production' },
    }),
  )
  // Asked for here: it needs packages, which on a fresh clone were not there when this file was read.
  const { writeEagerModules } = await import('./eager-modules.mjs')
  await writeEagerModules(at('.next', 'static', 'chunks'))
  await writeFile(stampFile, stamp)
}

/** Stops where one language lacks what the other says: a page would find out only when somebody reads it. */
export async function checkTexts(folder = at('i18n')) {
  // Asked for here, like the modules above; through tsx, since Node 20 reads no types.
  const { tsImport } = await import('tsx/esm/api')
  const { catalogueFaults } = await tsImport('#i18n/faults.ts', import.meta.url)
  const read = async (locale) => JSON.parse(await readFile(join(folder, `${locale}.json`), 'utf8'))
  const faults = catalogueFaults({ en: await read('en'), ar: await read('ar') })
  if (faults.length > 0)
    throw new Advice(
      `${faults.join('\n')}\n\nThe pages are not built before both languages say everything (i18n/).`,
    )
}

/** Types of routes and assets, which the compiler needs and git does not hold. */
export async function prepareTypes() {
  if (existsSync(at('next-env.d.ts'))) return
  await step('Types of the pages (next typegen)', () =>
    must('The types of the pages could not be made.', ...tool('next/dist/bin/next', 'typegen')),
  )
}

/** One hash over names and contents of files and of all that lies in folders; tests are left out. */
async function hashFiles(names) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0])
  for (const file of (await Promise.all(names.map((name) => listFiles(at(name))))).flat()) {
    const name = relative(root, file).split(sep).join('/')
    hash
      .update(`${name}\0`)
      .update(await readFile(file))
      .update('\0')
  }
  return hash.digest('hex')
}

async function listFiles(path) {
  if (!existsSync(path)) return []
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch((error) => {
    if (error.code !== 'ENOTDIR') throw error
    return null
  })
  if (entries === null) return [path]
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}

const hashOf = (text) => createHash('sha256').update(text).digest('hex')
