import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../db.ts'
import { ensurePartitions } from './partitions.ts'
import { openTestDatabase } from './test-database.ts'

// Rules for a schema that can be distributed later by service (docs/architecture.md, "Data"), read from the
// database as it is. Each rule is broken once below.

type Kind = 'reference' | 'traffic' | 'local'

/** Each table's kind by the first word of its model's comment; null where there is none. */
function kindsInSchema(): Map<string, { kind: Kind | null; partitioned: boolean }> {
  const text = readFileSync(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8')
  const models = text.matchAll(/((?:^\/\/\/.*\n)*)^model \w+ \{[\s\S]*?@@map\("(\w+)"\)\n\}/gm)
  return new Map(
    [...models].map(([, comment = '', table = '']) => {
      const kind = /^\/\/\/ (reference|traffic|local)\b/.exec(comment)?.[1] as Kind | undefined
      return [table, { kind: kind ?? null, partitioned: comment.includes('PARTITIONED') }]
    }),
  )
}

const tablesSql = `
  SELECT c.relname AS name, c.relkind = 'p' AS partitioned FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND c.relname <> '_prisma_migrations'`
const indexesSql = `
  SELECT i.indrelid::regclass::text AS table, i.indexrelid::regclass::text AS name, i.indisunique AS unique,
    array(SELECT a.attname::text FROM unnest(i.indkey) WITH ORDINALITY k(num, n)
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num ORDER BY k.n) AS columns
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
  WHERE c.relnamespace = 'public'::regnamespace AND NOT c.relispartition`
const foreignKeysSql = `
  SELECT conname AS name, conrelid::regclass::text AS from, confrelid::regclass::text AS to,
    (SELECT attname::text FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[1]) AS first,
    (SELECT attname::text FROM pg_attribute WHERE attrelid = confrelid AND attnum = confkey[1]) AS target
  FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 AND connamespace = 'public'::regnamespace`
const movingPartsSql = `
  SELECT 'trigger ' || tgname AS what FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT 'rule ' || rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    WHERE rulename <> '_RETURN' AND c.relnamespace = 'public'::regnamespace
  UNION ALL SELECT 'sequence ' || relname FROM pg_class
    WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace`
const nestedSql = `
  SELECT relname AS name FROM pg_class WHERE relkind = 'p' AND relispartition`

async function faultsOf(db: Database, kinds = kindsInSchema()): Promise<string[]> {
  const tables = await db.query<{ name: string; partitioned: boolean }>(tablesSql)
  const indexes = await db.query<{ table: string; name: string; unique: boolean; columns: string[] }>(
    indexesSql,
  )
  const keys = await db.query<{ name: string; from: string; to: string; first: string; target: string }>(
    foreignKeysSql,
  )
  const parts = await db.query<{ what: string }>(movingPartsSql)
  const nested = await db.query<{ name: string }>(nestedSql)
  const kindOf = (table: string) => kinds.get(table)?.kind
  const traffic = tables.filter(({ name }) => kindOf(name) === 'traffic')
  return [
    ...tables.filter(({ name }) => !kindOf(name)).map(({ name }) => `${name} has no kind`),
    ...[...kinds.keys()]
      .filter((table) => !tables.some(({ name }) => name === table))
      .map((table) => `${table} is not in the database`),
    ...tables
      .filter(({ name, partitioned }) => (kinds.get(name)?.partitioned ?? false) !== partitioned)
      .map(({ name }) => `${name} is partitioned, or not, against its comment`),
    ...traffic
      .filter(({ name }) => !indexes.some((index) => index.table === name && index.name.endsWith('_pkey')))
      .map(({ name }) => `${name} has no primary key`),
    ...indexes
      .filter(({ table, unique, columns }) => {
        return kindOf(table) === 'traffic' && unique && columns[0] !== 'service_id'
      })
      .map(({ name }) => `${name} does not begin with service_id`),
    ...indexes
      .filter(({ columns }) => columns.some((column) => ['count', 'reporters'].includes(column)))
      .map(({ name }) => `${name} indexes a count`),
    ...keys
      .filter(({ from, to }) => kindOf(to) === 'traffic' && kindOf(from) !== 'traffic')
      .map(({ name }) => `${name} points into traffic`),
    ...keys
      .filter(({ to, first, target }) => {
        return kindOf(to) === 'traffic' && (first !== 'service_id' || target !== 'service_id')
      })
      .map(({ name }) => `${name} does not go along service_id`),
    ...parts.map(({ what }) => what),
    ...nested.map(({ name }) => `${name} is partitioned twice`),
  ].sort()
}

let db: Database
let drop: () => Promise<void>
beforeEach(async () => {
  ;({ db, drop } = await openTestDatabase())
})
afterEach(() => drop())

describe('the schema', () => {
  it('keeps the rules, with its day partitions too', async () => {
    expect(await faultsOf(db)).toEqual([])
    await ensurePartitions(db, Date.parse('2026-03-17'), Date.parse('2026-03-18'))
    expect(await faultsOf(db)).toEqual([])
  })

  it('has a writer’s number in every key that ingest counts under, and finds minutes across services', async () => {
    const indexes = await db.query<{ table: string; name: string; columns: string[] }>(indexesSql)
    const columnsOf = (name: string) => indexes.find((index) => index.name === name)?.columns
    expect(columnsOf('report_bucket_minute_pkey')).toContain('lane')
    expect(columnsOf('report_bucket_country_15m_pkey')).toContain('lane')
    expect(indexes.some(({ columns }) => `${columns}` === 'minute')).toBe(true)
  })
})

describe('a fault', () => {
  it('is noticed, of each kind', async () => {
    await db.query(`
      CREATE TABLE stray (id uuid PRIMARY KEY);
      CREATE SEQUENCE numbers;
      ALTER TABLE official_update ADD CONSTRAINT official_update_body_key UNIQUE (body, service_id);
      CREATE INDEX loud ON report_bucket_15m (slot, count);
      CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER busy BEFORE INSERT ON incident FOR EACH ROW EXECUTE FUNCTION noop();
      CREATE RULE sly AS ON DELETE TO incident DO INSTEAD NOTHING;
      ALTER TABLE lease ADD service_id uuid, ADD incident_id uuid,
        ADD CONSTRAINT lease_incident_fkey FOREIGN KEY (service_id, incident_id) REFERENCES incident (service_id, id);
      ALTER TABLE incident ADD CONSTRAINT incident_id_key UNIQUE (id);
      ALTER TABLE transition ADD CONSTRAINT transition_short_fkey FOREIGN KEY (incident_id) REFERENCES incident (id)`)
    expect(await faultsOf(db)).toEqual([
      'incident_id_key does not begin with service_id',
      'lease_incident_fkey points into traffic',
      'loud indexes a count',
      'official_update_body_key does not begin with service_id',
      'rule sly',
      'sequence numbers',
      'stray has no kind',
      'transition_short_fkey does not go along service_id',
      'trigger busy',
    ])
  })

  it('is a table whose comment names no kind, or none at all', async () => {
    const kinds = kindsInSchema()
    kinds.set('setting', { kind: null, partitioned: false })
    kinds.set('ghost', { kind: 'local', partitioned: false })
    kinds.set('report', { kind: 'traffic', partitioned: false })
    expect(await faultsOf(db, kinds)).toEqual([
      'ghost is not in the database',
      'report is partitioned, or not, against its comment',
      'setting has no kind',
    ])
  })
})
