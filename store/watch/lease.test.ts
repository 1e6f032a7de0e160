import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Verdict } from '#core/detect/verdict.ts'
import type { StateView } from '#core/view.ts'
import { type OpenIncident, readOpenIncidents, recordTransition } from '../incident/incidents.ts'
import { openSmallWorld, type SmallWorld } from '../small-world.fixture.ts'
import { unseenState } from '../view/unseen.ts'
import { acquireLease, releaseLease } from './lease.ts'
import { readStates, writeStates } from './state.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld

beforeAll(async () => {
  world = await openSmallWorld(noon)
})
afterAll(() => world.drop())
beforeEach(() => world.db.query('TRUNCATE lease, service_state, incident CASCADE'))

const acquire = (owner: string) => acquireLease(world.db, 'watch', owner)
const expire = () => world.db.query(`UPDATE lease SET expires_at = now() - interval '1 s'`)

describe('the lease', () => {
  it('is one owner’s, who keeps it and its epoch by asking again', async () => {
    expect(await acquire('one')).toBe(1)
    expect(await acquire('other')).toBeNull()
    expect(await acquire('one')).toBe(1)
  })

  it('is one owner’s even when many ask in the same moment', async () => {
    const epochs = await Promise.all(Array.from({ length: 8 }, (_, i) => acquire(`node ${i}`)))
    expect(epochs.filter((epoch) => epoch !== null)).toEqual([1])
  })

  it('goes to another with a higher epoch when it runs out, and not back', async () => {
    await acquire('one')
    await expire()
    expect(await acquire('other')).toBe(2)
    expect(await acquire('one')).toBeNull()
  })

  it('goes to another at once when it is given back, and only its owner can give it', async () => {
    await acquire('one')
    await releaseLease(world.db, 'watch', 'other')
    expect(await acquire('other')).toBeNull()
    await releaseLease(world.db, 'watch', 'one')
    expect(await acquire('other')).toBe(2)
  })
})

const verdict = { at: noon, status: 'possible', reporters15m: 30 } as Verdict
const chat = () => ({ id: world.idOf('chat'), slug: 'chat' })

const move = (open: OpenIncident | null, to: 'possible' | 'major' | 'none', epoch: number) =>
  recordTransition(world.db, {
    service: chat(),
    open,
    change: {
      from: open?.status ?? 'none',
      to,
      at: noon,
      onsetAt: noon,
      endedAt: to === 'none' ? noon : null,
    },
    verdict,
    provenance: 'live',
    epoch,
    now: noon,
  })
const transitions = async () =>
  (
    await world.db.query<{ to_status: string }>('SELECT to_status FROM transition ORDER BY to_status DESC')
  ).map((row) => row.to_status)

describe('a leader that slept while another took over', () => {
  const takeOver = async () => {
    await acquire('one')
    const open = await move(null, 'possible', 1)
    await expire()
    await acquire('other')
    return open as OpenIncident
  }

  it('opens no incident', async () => {
    await acquire('one')
    await expire()
    await acquire('other')
    expect(await move(null, 'possible', 1)).toBe('lost')
    expect(await readOpenIncidents(world.db)).toEqual([])
    expect(await move(null, 'possible', 2)).toMatchObject({ status: 'possible' })
  })

  it('moves no incident, not even one that the new leader has not touched', async () => {
    const open = await takeOver()
    expect(await move(open, 'major', 1)).toBe('lost')
    expect(await readOpenIncidents(world.db)).toMatchObject([{ status: 'possible' }])
    expect(await transitions()).toEqual(['possible'])
    expect(await move(open, 'major', 2)).toMatchObject({ status: 'major' })
    expect(await transitions()).toEqual(['possible', 'major'])
  })

  it('writes no state over a newer one', async () => {
    const state = (status: 'none' | 'major', version: number): { serviceId: string; view: StateView } => ({
      serviceId: world.idOf('chat'),
      view: { ...unseenState(world.directory.bySlug('chat')!, noon), status, version },
    })
    await writeStates(world.db, [state('none', 7)], 2, noon)
    await writeStates(world.db, [state('major', 8)], 1, noon + 1000)
    expect(await readStates(world.db)).toMatchObject([
      { updatedAt: noon, view: { status: 'none', version: 7 } },
    ])
    await writeStates(world.db, [state('major', 8)], 2, noon + 2000)
    expect(await readStates(world.db)).toMatchObject([{ view: { status: 'major', version: 8 } }])
  })
})

describe('two writers of one change', () => {
  it('write it once: the incident, its transition, both or neither', async () => {
    await acquire('one')
    const opened = await Promise.all([move(null, 'possible', 1), move(null, 'possible', 1)])
    expect(opened.filter((outcome) => outcome === 'lost')).toHaveLength(1)
    const open = opened.find((outcome) => outcome !== 'lost') as OpenIncident
    const moved = await Promise.all([move(open, 'major', 1), move(open, 'major', 1)])
    expect(moved.filter((outcome) => outcome === 'lost')).toHaveLength(1)
    expect(await transitions()).toEqual(['possible', 'major'])
  })
})
