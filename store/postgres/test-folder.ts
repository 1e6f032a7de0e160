import { access, constants, mkdtemp, statfs } from 'node:fs/promises'
import { freemem, tmpdir } from 'node:os'
import path from 'node:path'

const memory = '/dev/shm'
/** What a whole run of the tests may come to, logs and all, and as much for the tests themselves. */
const needed = 3 * 2 ** 30

/**
 * A folder for a Postgres that goes with its tests. In memory where there is room: tests make and drop databases by
 * the hundred, which on a disk is mostly waiting. The server runs as everywhere, and waits as long as memory takes.
 */
export async function makeTestFolder(name: string): Promise<string> {
  return mkdtemp(path.join((await hasRoom()) ? memory : tmpdir(), `outage-desk-${name}-`))
}

async function hasRoom(): Promise<boolean> {
  try {
    await access(memory, constants.W_OK)
    const { bavail, bsize } = await statfs(memory)
    return bavail * bsize > needed && freemem() > 2 * needed
  } catch {
    return false
  }
}
