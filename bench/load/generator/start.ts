import { startChild } from '../children.ts'
import type { Heard, Job, ListenJob, LoadJob, LoadResult, OpenJob, OpenResult } from './jobs.ts'

/** A process that asks; one job at a time. */
export interface Generator {
  load(job: Omit<LoadJob, 'kind'>): Promise<LoadResult>
  open(job: Omit<OpenJob, 'kind'>): Promise<OpenResult>
  listen(job: Omit<ListenJob, 'kind'>): Promise<Heard[]>
  close(): Promise<void>
  stop(): Promise<void>
}

export async function startGenerator(): Promise<Generator> {
  const child = startChild('bench/load/generator/worker.ts')
  await child.first
  const ask = async <Result>(job: Job): Promise<Result> => {
    const answer = await child.ask<{ result: Result } | { error: string }>(job)
    if ('error' in answer) throw new Error(answer.error)
    return answer.result
  }
  return {
    load: (job) => ask({ kind: 'load', ...job }),
    open: (job) => ask({ kind: 'open', ...job }),
    listen: (job) => ask({ kind: 'listen', ...job }),
    close: () => ask({ kind: 'close' }),
    stop: child.stop,
  }
}
