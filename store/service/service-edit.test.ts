import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ServiceFields } from '#core/service.ts'
import { openSmallWorld, type SmallWorld, smallCatalogue } from '../small-world.fixture.ts'
import { installCatalogue } from './catalogue.ts'
import { createService } from './service-add.ts'
import { editService, readServiceToEdit } from './service-edit.ts'
import { mergeService, restoreService } from './service-fate.ts'

const now = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld

beforeAll(async () => {
  world = await openSmallWorld(now)
})
afterAll(() => world.drop())
beforeEach(async () => {
  await world.db.query('UPDATE service SET edited = false')
  await installCatalogue(world.db, now, smallCatalogue())
})

const open = { paused: false, underReview: false, hidden: false }
const read = async (slug: string) => (await readServiceToEdit(world.db, slug))!

/** Saves a service as it is but for these fields. */
async function save(slug: string, given: Partial<ServiceFields>) {
  const { mark, fields } = await read(slug)
  return editService(world.db, slug, mark, { ...fields, ...given }, open)
}

describe('a service that is saved', () => {
  it('by two at once is saved by one of them', async () => {
    const { mark, fields } = await read('chat')
    const done = await Promise.all(
      [11, 12, 13, 14].map((rank) => editService(world.db, 'chat', mark, { ...fields, rank }, open)),
    )
    expect(done.sort()).toEqual(['changed', 'changed', 'changed', 'done'])
  })

  it('that has parts becomes no part itself', async () => {
    expect(await save('chat', { parent: 'bank' })).toBe('hasParts')
    expect(await save('bank', { parent: 'chat-voice' })).toBe('parent')
    expect(await save('bank', { parent: 'chat' })).toBe('done')
  })

  it('by two at once is no part of its own part', async () => {
    await save('chat-voice', { parent: undefined })
    const done = await Promise.all([save('chat', { parent: 'bank' }), save('bank', { parent: 'chat' })])
    expect(done.filter((one) => one === 'done')).toHaveLength(1)
  })

  it('depends on others that are there, and not on itself', async () => {
    expect(await save('bank', { dependsOn: ['chat', 'nothing'] })).toBe('dependsOn')
    expect(await save('bank', { dependsOn: ['bank'] })).toBe('dependsOn')
    expect(await save('bank', { dependsOn: ['chat', 'chat-voice'] })).toBe('done')
  })
})

describe('a service that is added', () => {
  const operator = (slug: string) => ({ slug, nameEn: 'New', nameAr: 'جديدة', statusPage: null })
  const hasOperator = async (slug: string) =>
    (await world.db.prisma.operator.count({ where: { slug } })) === 1

  it('brings its operator with it, or neither comes', async () => {
    const fields = { ...(await read('bank')).fields, operator: 'fresh' }
    const add = (given: Partial<ServiceFields>) =>
      createService(world.db, 'fresh', { ...fields, ...given }, operator('fresh'), now)
    expect(await add({ parent: 'nothing' })).toBe('parent')
    expect(await hasOperator('fresh')).toBe(false)
    expect((await Promise.all([add({}), add({})])).filter((one) => one === 'done')).toHaveLength(1)
    expect([await hasOperator('fresh'), (await read('fresh')).fields.operator]).toEqual([true, 'fresh'])
  })

  it('takes no operator for new that is there', async () => {
    const fields = { ...(await read('bank')).fields, operator: 'acme' }
    expect(await createService(world.db, 'acme', fields, operator('acme'), now)).toBe('operatorTaken')
    expect(await readServiceToEdit(world.db, 'acme')).toBeNull()
  })
})

it('two services are not merged into one another at once', async () => {
  for (let turn = 0; turn < 5; turn++) {
    const done = await Promise.all([
      mergeService(world.db, 'chat', 'bank'),
      mergeService(world.db, 'bank', 'chat'),
    ])
    expect(done.sort()).toEqual(['done', 'unknown-target'])
    for (const slug of ['chat', 'bank']) await restoreService(world.db, slug)
  }
})
