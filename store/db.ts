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
    // Ends what nobody waits for any more; later than we do, so that there is one way of being late.
    statement_timeout: answerMs + 500,
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
        client.release()
        return result
      } catch (error) {
        // A connection that was lost or does not answer is thrown away, and its transaction with it: asking it for
        // a ROLLBACK would keep the caller waiting once more, and the next caller behind it.
        const isLost = isStoreAway(error) || !(await client.query('ROLLBACK').catch(() => null))
        client.release(isLost)
        throw error
      }
    },
    async close() {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}

/** SQLSTATE classes 08 (connection), 53 (out of disk, memory, connections), 57P (shutting down, starting up); 57014 (too slow). */
const awayStates =
  /^(08...|53...|57P0.|57014|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/
/** Prisma's numbers for the same: not reachable, timed out, pool exhausted, closed. */
const awayInPrisma = /^P(1001|1002|1008|1017|2024)$/
/** What pg says without a code. */
const awayWords =
  /timeout exceeded when trying to connect|Query read timeout|statement timeout|Connection terminated|connection timeout|not queryable|Client was closed/i

/** Whether an error says that the store is away, frozen or full, and not that we asked it something wrong. */
export function isStoreAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code = '', cause } = error as Error & { code?: unknown }
  const name = String(code)
  // Prisma wraps what the driver said, once or twice.
  return (
    awayStates.test(name) || awayInPrisma.test(name) || awayWords.test(error.message) || isStoreAway(cause)
  )
}

/** Whether the store answers at this address within two seconds; throws what it says if it does not let us in. */
export async function answersAt(url: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 2_000,
    query_timeout: 2_000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('SELECT 1')
    return true
  } catch (error) {
    if (isStoreAway(error)) return false
    throw error
  } finally {
    // A frozen server would not say goodbye either.
    client.end().catch(() => {})
  }
}
