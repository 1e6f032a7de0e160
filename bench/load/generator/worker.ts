/** The process that asks: another one than those that answer. Does one job at a time. */
import type { Job } from './jobs.ts'
import { runLoad } from './load.ts'
import { closeStreams, listen, openStreams } from './streams.ts'

process.once('disconnect', () => process.exit(0))

async function work(job: Job): Promise<unknown> {
  if (job.kind === 'load') return runLoad(job)
  if (job.kind === 'open') return openStreams(job)
  if (job.kind === 'listen') return listen(job)
  closeStreams()
  return {}
}

process.on('message', (job: Job) =>
  work(job).then(
    (result) => process.send?.({ result }),
    (error) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  ),
)
process.send?.({ ready: true })
