import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { statuses } from '#core/status.ts'
import { hub, readEmbed } from './embed.fixture.ts'
import { embedRoutes } from './embed.ts'

const app = fastify()
embedRoutes(app, { readEmbed, hub, loader: '', frame: '' })
const get = async (query: string) => (await app.inject({ url: `/embed/none?lang=en&${query}` })).body

describe('a sample', () => {
  it.each(statuses)('of "%s" shows that state, labelled, in every form', async (status) => {
    for (const size of ['card', 'bar', 'chart']) {
      const body = await get(`size=${size}&sample=${status}`)
      expect(body).toContain(`<article class="w ${status}"`)
      expect(body).toContain('Sample data')
      expect(body).toContain('noindex')
    }
  })

  it('is shown to nobody who did not ask, nor for a state that is none', async () => {
    for (const query of ['', 'sample=', 'sample=down']) {
      const body = await get(query)
      expect(body).not.toContain('Sample data')
      expect(body).toContain('<article class="w none"')
    }
  })
})
