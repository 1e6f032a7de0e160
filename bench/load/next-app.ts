import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startChild } from './children.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const source = join(root, 'bench/load/yardsticks/next-app')
const built = '.data/bench/next-app'
const command = 'node_modules/next/dist/bin/next'
const buildMs = 120_000
const startMs = 20_000

/** Next's own way to take a report, built once; resolves to its port, or null where it could not be built. */
export async function startNextApp(
  env: NodeJS.ProcessEnv | undefined,
  databaseUrl: string,
  { mayBuild, say }: { mayBuild: boolean; say(words: string): void },
): Promise<number | null> {
  try {
    if (!isBuilt()) {
      if (!mayBuild) throw new Error('--no-build')
      say("building Next's route handler (once)")
      await build(env)
    }
  } catch (error) {
    say(`Next's route handler could not be built: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
  const port = await freePort()
  startChild(command, {
    args: ['start', built, '-p', String(port), '-H', '127.0.0.1'],
    env: { ...env, NODE_ENV: 'production', BENCH_DATABASE_URL: databaseUrl, NEXT_TELEMETRY_DISABLED: '1' },
    plain: true,
  })
  const until = performance.now() + startMs
  while (performance.now() < until) {
    const answers = await fetch(`http://127.0.0.1:${port}/reports`).then(
      () => true,
      () => false,
    )
    if (answers) return port
    await sleep(200)
  }
  say("Next's route handler did not start")
  return null
}

const target = join(root, built)
const stampFile = join(target, 'stamp')

/** Whether it was built from the very same sources before. */
const isBuilt = (): boolean => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stampOf()

/** Builds a copy outside the sources. */
async function build(env: NodeJS.ProcessEnv | undefined): Promise<void> {
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  cpSync(source, target, { recursive: true })
  await promisify(execFile)(process.execPath, [join(root, command), 'build', target], {
    env: { ...env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    timeout: buildMs,
  })
  writeFileSync(stampFile, stampOf())
}

function stampOf(): string {
  const hash = createHash('sha256')
  const files = readdirSync(source, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  for (const file of files.map((entry) => join(entry.parentPath, entry.name)).sort())
    hash.update(readFileSync(file))
  hash.update(readFileSync(join(root, 'node_modules/next/package.json')))
  return hash.digest('hex')
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
