import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Database, openDatabase } from '../db.ts'
import { template } from './test-server.ts'

/** A migrated database of its own for one test file. */
export async function openTestDatabase(): Promise<{ db: Database; url: string; drop(): Promise<void> }> {
  const server = inject('postgresUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  const run = async (sql: string) => {
    const client = new pg.Client(server)
    await client.connect()
    await client.query(sql)
    await client.end()
  }
  await run(`CREATE DATABASE ${name} TEMPLATE ${template}`)
  const target = new URL(server)
  target.pathname = `/${name}`
  const url = target.toString()
  const db = openDatabase(url, { patient: true })
  return {
    db,
    url,
    async drop() {
      await db.close()
      await run(`DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}
