import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

// The way in, with a small house behind it: everything is stamped as ready, and a program stands in for the server.

vi.setConfig({ testTimeout: 60_000 })

let house: string

const standIn = `import { onParentGone } from './parent.ts'
const stop = (why: string) => { console.log('stopped by ' + why); setTimeout(() => process.exit(7), 100) }
process.on('SIGINT', () => stop('SIGINT'))
process.on('SIGTERM', () => stop('SIGTERM'))
onParentGone(() => process.exit(0))
setInterval(() => {}, 1000)
console.log('ready ' + process.pid + ' ' + process.argv.slice(2).join(' '))`

beforeAll(async () => {
  house = await mkdtemp(join(tmpdir(), 'outage-desk-run-'))
  const here = process.cwd()
  for (const name of [
    'cli/run.mjs',
    'cli/run',
    'package.json',
    'package-lock.json',
    'node_modules/.package-lock.json',
  ]) {
    await cp(join(here, name), join(house, name), { recursive: true })
  }
  // Only what the stand-in needs; nothing here may touch the real node_modules.
  for (const name of ['tsx', 'esbuild', '@esbuild', 'get-tsconfig', 'resolve-pkg-maps']) {
    await symlink(join(here, 'node_modules', name), join(house, 'node_modules', name))
  }
  await mkdir(join(house, 'node_modules/prisma/build'), { recursive: true })
  await writeFile(
    join(house, 'node_modules/prisma/build/index.js'),
    'process.exit(Number(process.env.FAIL ?? 0))',
  )
  await cp(join(here, 'base/parent.ts'), join(house, 'server/parent.ts'))
  await writeFile(join(house, 'server/main.ts'), standIn)
})

afterAll(() => rm(house, { recursive: true, force: true }))

async function start(): Promise<{ runner: ChildProcess; pid: number; output: () => string }> {
  const runner = spawn(process.execPath, [join(house, 'cli/run.mjs'), 'dev', 'x'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  runner.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  await expect.poll(() => text, { timeout: 40_000 }).toContain('ready')
  return { runner, pid: Number(/ready (\d+)/.exec(text)?.[1]), output: () => text }
}

const isGone = (pid: number) => {
  try {
    process.kill(pid, 0)
    return false
  } catch {
    return true
  }
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s lets the program stop in its own way, once, and its code is ours',
  async (signal) => {
    const { runner, output } = await start()
    expect(output()).toMatch(/ready \d+ --dev x/)
    runner.kill(signal)
    runner.kill(signal)
    const [code] = await once(runner, 'close')
    expect(code).toBe(7)
    expect(output().match(/stopped by/g)).toHaveLength(1)
    expect(output()).toContain(`stopped by ${signal}`)
  },
)

test('when the way in is killed, the program goes too', async () => {
  const { runner, pid } = await start()
  runner.kill('SIGKILL')
  await expect.poll(() => isGone(pid), { timeout: 20_000 }).toBe(true)
})

test('a step that fails says so and what it said, and nothing is started', async () => {
  await rm(join(house, 'prisma'), { recursive: true, force: true })
  const failing = promisify(execFile)(process.execPath, [join(house, 'cli/run.mjs'), 'dev'], {
    env: { ...process.env, FAIL: '3' },
  })
  await expect(failing).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/✗ Database client[\s\S]*could not be made/),
  })
})

test('a word it does not know shows what there is', async () => {
  const unknown = promisify(execFile)(process.execPath, [join(house, 'cli/run.mjs'), 'dance'])
  await expect(unknown).rejects.toMatchObject({ code: 2, stdout: expect.stringContaining('npm run demo') })
})
