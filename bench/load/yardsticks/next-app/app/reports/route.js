// What most would write first: a route handler that stores one report with one INSERT. Copied to .data/bench and built
// there by the benchmark, with the Next of this repository.
import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'

export const dynamic = 'force-dynamic'
export const runtime = 'nodejs'

// biome-ignore lint/style/noProcessEnv: it stands outside the house, and this is how such code reads its settings
const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE_URL, max: 10 })
const serviceId = randomUUID()

export async function POST(request) {
  const report = await request.json()
  const id = randomUUID()
  await pool.query('INSERT INTO bench_report VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [
    ...[serviceId, new Date(), id, report.problem ? 1 : 0, 0, 1000, true, 1],
    ...[randomBytes(16), randomBytes(16)],
  ])
  return Response.json({ id, status: 'received' }, { status: 201 })
}
