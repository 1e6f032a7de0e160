import pg from 'pg'

/**
 * Empties the demo's database, so that its story begins anew. Throws if it holds anything but sample data:
 * whatever the URL says, real reports are never dropped.
 */
export async function resetSample(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ filled: boolean }>(
      `SELECT to_regclass('public.setting') IS NOT NULL AS filled`,
    )
    if (!rows[0]?.filled) return
    const kind = await client.query<{ value: string }>(`SELECT value FROM setting WHERE name = 'sample'`)
    if (kind.rows[0] && kind.rows[0].value !== 'yes') {
      throw new Error('This database holds real reports; the demo does not touch it.')
    }
    await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  } finally {
    await client.end()
  }
}
