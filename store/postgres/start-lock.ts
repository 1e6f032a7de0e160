import { readFileSync } from 'node:fs'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * A process by its number and, where /proc tells it, its start time: after a restart of a container or machine
 * the same number belongs to somebody else.
 */
export function identify(pid: number): string {
  return `${pid} ${readStat(pid)?.startedAt ?? ''}`.trim()
}

/** Whether the process written down by `identify` still runs. A zombie does not. */
export function isAlive(identity: string): boolean {
  const pid = Number.parseInt(identity, 10)
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const stat = readStat(pid)
  if (stat?.state === 'Z' || stat?.state === 'X') return false
  const startedAt = identity.split(' ')[1]
  return !startedAt || !stat || stat.startedAt === startedAt
}

function readStat(pid: number): { state: string; startedAt: string } | null {
  try {
    // The program's name (second field) may hold spaces and brackets: count from behind the last bracket.
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? '', startedAt: fields[19] ?? '' }
  } catch {
    return null
  }
}

/**
 * Runs `work` while holding `file`, which appears complete or not at all (a link made to a written file).
 * A lock whose holder is gone is taken over.
 */
export async function withLock<T>(file: string, waitSeconds: number, work: () => Promise<T>): Promise<T> {
  const mine = identify(process.pid)
  // Two starts inside one process hold different locks, so the text needs more than the process.
  const text = `${mine} ${crypto.randomUUID()}`
  const draft = `${file}.${process.pid}.${text.slice(-12)}`
  await writeFile(draft, text, { mode: 0o600 })
  try {
    await take(file, draft, text, Date.now() + waitSeconds * 1000)
    return await work().finally(async () => {
      if ((await read(file)) === text) await rm(file, { force: true })
    })
  } finally {
    await rm(draft, { force: true })
  }
}

async function take(file: string, draft: string, text: string, until: number): Promise<void> {
  let tookOver = false
  for (;;) {
    if (await create(file, draft)) {
      if (!tookOver) return
      // Somebody else may have found the same dead lock and removed ours in its place: look again.
      await sleep(150)
      if ((await read(file)) === text) return
      continue
    }
    const held = await read(file)
    if (held !== null && !isAlive(held)) {
      await removeDead(file, held, draft)
      tookOver = true
      continue
    }
    if (Date.now() > until) {
      throw new Error(`Another start has held ${file} for too long (process ${held?.split(' ')[0]}).`)
    }
    await sleep(50)
  }
}

async function create(file: string, draft: string): Promise<boolean> {
  try {
    await link(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Moves the dead lock aside and looks at what was moved: a lock that came alive meanwhile is put back. */
async function removeDead(file: string, dead: string, draft: string): Promise<void> {
  const aside = `${draft}.dead`
  try {
    await rename(file, aside)
  } catch {
    return
  }
  if ((await read(aside)) !== dead) await create(file, aside)
  await rm(aside, { force: true })
}

async function read(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null)
}
