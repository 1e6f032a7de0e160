import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from './db.ts'
import { openTestDatabase } from './postgres/test-database.ts'
import { claimKind, isSample, readSecret } from './settings.ts'

let db: Database
let drop: () => Promise<void>
beforeAll(async () => {
  ;({ db, drop } = await openTestDatabase())
})
afterAll(() => drop())
beforeEach(() => db.query('TRUNCATE setting'))

describe('the kind of a database', () => {
  it('is decided once: sample data and real reports never mix', async () => {
    await claimKind(db, 'sample')
    await claimKind(db, 'sample')
    expect(await isSample(db)).toBe(true)
    await expect(claimKind(db, 'real')).rejects.toThrow('sample data of the demo')
    expect(await isSample(db)).toBe(true)
  })

  it('stays real, too', async () => {
    await claimKind(db, 'real')
    await expect(claimKind(db, 'sample')).rejects.toThrow('real reports')
    expect(await isSample(db)).toBe(false)
  })

  it('is one kind, when both are claimed in the same moment', async () => {
    const claims = await Promise.allSettled([claimKind(db, 'sample'), claimKind(db, 'real')])
    expect(claims.map((claim) => claim.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await isSample(db)).toBe(claims[0].status === 'fulfilled')
  })

  it('is not sample while nobody said so', async () => {
    expect(await isSample(db)).toBe(false)
  })
})

describe('the secret', () => {
  it('is made once for all nodes that start, and stays', async () => {
    const secrets = await Promise.all(Array.from({ length: 8 }, () => readSecret(db)))
    expect(new Set(secrets).size).toBe(1)
    expect(secrets[0]).toMatch(/^[0-9a-f]{64}$/)
    expect(await readSecret(db)).toBe(secrets[0])
  })
})
