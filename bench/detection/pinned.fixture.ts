import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { generate } from './generate.ts'
import type { Truth } from './truth.ts'

/** Options of a data set of a second, whose bytes and scores are written down in the tests. */
export const pinned = { seed: 'pinned', services: 4, histDays: 8, evalDays: 4 }
export const pinnedSha = 'be20c9c496a2d0ad4d4deda5b890ae5b5636e97fbb5e38ded9daf8cc03aad243'

/** A folder for the tests of a file, removed after them. */
export function withFolder(): { path: string } {
  const folder = { path: '' }
  beforeAll(() => {
    folder.path = mkdtempSync(join(tmpdir(), 'outage-desk-bench-'))
  })
  afterAll(() => rmSync(folder.path, { recursive: true, force: true }))
  return folder
}

/** The pinned data set in a folder of its own. */
export function withPinned(): { path: string; input: string; truth: Truth } {
  const folder = withFolder()
  const set = { path: '', input: '', truth: {} as Truth }
  beforeAll(() => {
    set.path = folder.path
    set.input = join(folder.path, 'input')
    set.truth = generate({ ...pinned, out: folder.path })
  })
  return set
}
