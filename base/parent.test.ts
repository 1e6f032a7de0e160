import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

const parent = fileURLToPath(new URL('./parent.ts', import.meta.url))
vi.setConfig({ testTimeout: 60_000 })

let dir: string

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'outage-desk-parent-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

async function startChild(waitMs: number, busyMs: number) {
  const file = join(dir, `child-${waitMs}-${busyMs}.mts`)
  await writeFile(
    file,
    `import { onParentGone } from ${JSON.stringify(parent)}
     process.send?.('started')
     await new Promise((resolve) => setTimeout(resolve, ${waitMs}))
     onParentGone(() => process.exit(42))
     setTimeout(() => {}, ${busyMs})`,
  )
  const child = fork(file, { execArgv: ['--import', 'tsx'] })
  await once(child, 'message')
  return child
}

test.each([0, 300])(
  'the end of the channel stops the child, also when it listens only %i ms later',
  async (waitMs) => {
    const child = await startChild(waitMs, 60_000)
    const exit = once(child, 'exit')
    child.disconnect()
    expect((await exit)[0]).toBe(42)
  },
)

test('a child that is done ends by itself', async () => {
  const child = await startChild(0, 10)
  expect((await once(child, 'exit'))[0]).toBe(0)
})
