import { createHmac } from 'node:crypto'
import type { Database } from '../db.ts'

/** What the page process may read. Nothing here says who reported, and nothing may be written. */
const pageTables = [
  'category',
  'operator',
  'problem_type',
  'service',
  'service_state',
  'report_bucket_minute',
  'report_bucket_15m',
  'report_bucket_country_15m',
  'incident',
  'transition',
  'incident_record',
  'incident_correction',
  'verdict',
  'official_update',
  'detector_state',
  'watch_progress',
  'collector_gap',
  'service_request',
  'works_bucket_minute',
  'public_note',
  'public_setting',
]

/** Six for each page process, of which each front has one. */
const mostConnections = 120

/**
 * Makes the role of the page process, which can read public tables and write nothing, and returns the URL to
 * connect by; null if this database user may not make roles (then pages share ours).
 */
export async function ensurePageRole(db: Database, url: string, secret: string): Promise<string | null> {
  const own = pageRoleOf(url, secret)
  if (!own) return null
  const { role, password } = own
  try {
    const known = await db.query(`SELECT 1 FROM pg_roles WHERE rolname = $1`, [role])
    const attributes = `LOGIN PASSWORD '${password}' NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT ${mostConnections}`
    await db.query(`${known.length > 0 ? 'ALTER' : 'CREATE'} ROLE "${role}" WITH ${attributes}`)
    await db.query(`GRANT USAGE ON SCHEMA public TO "${role}"`)
    await db.query(`GRANT SELECT ON ${pageTables.join(', ')} TO "${role}"`)
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return null
    throw error
  }
  return own.url
}

/** Name, password and address of the page role; null for a socket address, which has no place for them. */
export function pageRoleOf(
  url: string,
  secret: string,
): { role: string; password: string; url: string } | null {
  const target = new URL(url)
  if (!target.hostname) return null
  const database = decodeURIComponent(target.pathname.slice(1))
  const role = `${database}_pages`.replaceAll(/[^a-zA-Z0-9_]/g, '_').slice(0, 60)
  // The same on every node of an instance, known to nobody else.
  const password = createHmac('sha256', secret).update('page role').digest('hex')
  // What stands in the query would win over what we set.
  target.searchParams.delete('user')
  target.searchParams.delete('password')
  target.username = role
  target.password = password
  return { role, password, url: target.toString() }
}
