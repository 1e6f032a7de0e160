import { type ChildProcess, fork } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Detection } from '../detections.ts'
import type { Run } from './run.ts'
import type { AnchorAnswer, AnchorShare } from './worker.ts'

const worker = fileURLToPath(new URL('./worker.ts', import.meta.url))

/**
 * Runs anchors over every series of a folder, in `jobs` helper processes; returns the incidents of each run, in the
 * order of the services however many helpers there are. Rejects if a helper ends early.
 */
export async function runAllAnchors(
  input: string,
  runs: readonly Run[],
  jobs: number,
  signal?: AbortSignal,
): Promise<Detection[][]> {
  const files = readdirSync(input)
    .filter((name) => name.endsWith('.csv'))
    .sort()
    .map((name) => join(input, name))
  const answers = new Map<string, Detection[][]>()
  const count = Math.min(jobs, files.length)
  const children = Array.from({ length: count }, (_, nth) => {
    const child = fork(worker, [], { execArgv: ['--import', 'tsx'], signal })
    const share: AnchorShare = {
      files: files.filter((_file, place) => place % count === nth),
      runs: runs.map(({ anchor, point }) => ({ name: anchor.name, point })),
    }
    child.send(share)
    return child
  })
  try {
    await Promise.all(children.map((child) => listen(child, ({ file, found }) => answers.set(file, found))))
  } finally {
    for (const child of children) child.kill()
  }
  return runs.map((_, i) => files.flatMap((file) => answers.get(file)![i]!))
}

const listen = (child: ChildProcess, take: (answer: AnchorAnswer) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    child.on('message', take)
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`a helper of the anchors ended (${signal ?? code})`)),
    )
  })
