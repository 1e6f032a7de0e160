/** The ceiling: bare pg, no HTTP. So many rows are always in flight, and each batch takes all of them. */
import { insertBatch, newRow, openPool } from './rows.ts'

process.once('disconnect', () => process.exit(0))

const [url = ''] = process.argv.slice(2)
const pool = await openPool(url, 1)

async function run({ inFlight, seconds }: { inFlight: number; seconds: number }): Promise<{ rate: number }> {
  const beganAt = performance.now()
  let rows = 0
  while (performance.now() - beganAt < seconds * 1000) {
    await insertBatch(pool, Array.from({ length: inFlight }, newRow))
    rows += inFlight
  }
  return { rate: rows / ((performance.now() - beganAt) / 1000) }
}

process.on('message', (job: { inFlight: number; seconds: number }) =>
  run(job).then(
    (result) => process.send?.(result),
    () => process.exit(1),
  ),
)
process.send?.({ ready: true })
