import { randomInt } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from '#prisma/generated/client.ts'

// Everyday reads and writes go through Prisma; the hot statements go straight through pg (a Prisma
// query costs four to six times the CPU). Both share one pool.

export interface Database {
  prisma: PrismaClient
  pool: pg.Pool
  /** Writer number of this process: bucket rows of several writers never contend. */
  lane: number
  query<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>
  /** Runs `work` in one transaction on one connection. */
  transaction<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

// int8 (counts, epochs) fits a double here: 2^53 reports are not to be feared.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

const ownTypes: pg.CustomTypesConfig = { getTypeParser: pg.types.getTypeParser }

/**
 * Opens a pool. No request waits for ever: 1 s for a connection, 2 s for an answer, unless
 * `patient` (seeding, housekeeping), which waits a minute.
 */
export function openDatabase(url: string, options: { max?: number; patient?: boolean } = {}): Database {
  const answerMs = options.patient ? 60_000 : 2_000
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: options.patient ? 10_000 : 1_000,
    query_timeout: answerMs,
    statement_timeout: answerMs,
    types: ownTypes,
  })
  // A lost server must not take the process with it: the next query fails and is answered for.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  return {
    prisma,
    pool,
    lane: randomInt(1, 32_000),
    async query<Row extends object>(sql: string, values: unknown[] = []) {
      return (await pool.query<Row>(sql, values)).rows
    },
    async transaction(work) {
      const client = await pool.connect()
      try {
        await client.query('BEGIN')
        const result = await work(client)
        await client.query('COMMIT')
        return result
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {})
        throw error
      } finally {
        client.release()
      }
    },
    async close() {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}
