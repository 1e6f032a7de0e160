import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '#core/canonical.ts'
import { exactVerdict } from '#core/detect/verdict.fixture.ts'
import { type OpenIncident, recordTransition } from '#store/incident/incidents.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from '../desk.fixture.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
const hour = 3_600_000
let world: SmallWorld
let desk: Desk
let id: string

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon)
  const service = world.directory.bySlug('chat')!
  const move = async (open: OpenIncident | null, to: 'major' | 'none', at: number) => {
    const after = await recordTransition(world.db, {
      service,
      open,
      change: { from: open?.status ?? 'none', to, at, onsetAt: at, endedAt: to === 'none' ? at : null },
      verdict: { ...exactVerdict, at, status: to },
      provenance: 'live',
      epoch: 1,
      now: at,
    })
    if (after === 'lost') throw new Error('lost')
    return after
  }
  const open = (await move(null, 'major', noon - 3 * hour))!
  id = open.publicId
  await move(open, 'none', noon - 2 * hour)
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

const get = (kind: string, headers: Record<string, string> = {}) =>
  desk.api.app.inject({ url: `/incidents/${id}/card.${kind}`, headers })

describe('the card of an incident', () => {
  it('is a picture, a drawing that needs nothing else, and facts, all of one fingerprint', async () => {
    const facts = (await get('json')).json()
    const fingerprint = createHash('sha256').update(canonicalJson(facts.facts)).digest('hex')
    expect(facts.sha256).toBe(fingerprint)
    const record = (await desk.api.app.inject({ url: `/api/v1/incidents/${id}` })).json().record
    expect(record.sha256).toBe(fingerprint)
    const [svg, png] = [await get('svg?lang=en'), await get('png?lang=en')]
    for (const { statusCode, headers } of [svg, png]) {
      expect(statusCode).toBe(200)
      expect(headers['x-record-sha256']).toBe(fingerprint)
      expect(headers.etag).toContain(fingerprint)
    }
    expect(svg.headers['content-type']).toBe('image/svg+xml')
    expect(svg.body).toMatch(/^<svg width="1200" height="630"/)
    // Whatever it shows it brings along: no address in it leads elsewhere.
    expect(svg.body.match(/(?:href|src)="(?!data:|#)[^"]*"/g)).toBeNull()
    expect([png.rawPayload.readUInt32BE(16), png.rawPayload.readUInt32BE(20)]).toEqual([1200, 630])
  })

  it('differs by language, and is known again by its tag', async () => {
    const [english, arabic] = [await get('svg?lang=en'), await get('svg?lang=ar')]
    expect(english.body).not.toBe(arabic.body)
    expect(english.headers.etag).not.toBe(arabic.headers.etag)
    const again = await get('svg?lang=ar', { 'if-none-match': String(arabic.headers.etag) })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })

  it('is not there for an incident that never was', async () => {
    for (const kind of ['svg', 'png', 'json']) {
      const { statusCode } = await desk.api.app.inject({
        url: `/incidents/2026-01-01-never-was/card.${kind}`,
      })
      expect(statusCode).toBe(404)
    }
  })
})
