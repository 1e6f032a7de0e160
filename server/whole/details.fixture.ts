import { parseGeoTable } from '#ingest/geo.ts'
import { openTestDatabase } from '#store/postgres/test-database.ts'
import { readProblemCounts } from '#store/report/buckets.ts'
import { createRig, type Rig } from './rig.ts'

type Method = 'POST' | 'PATCH' | 'DELETE' | 'GET'
type Headers = Record<string, string>

/** A desk that takes reports and what people add to them. */
export type DetailsDesk = Awaited<ReturnType<typeof openDetailsDesk>>

export async function openDetailsDesk(now: number) {
  const database = await openTestDatabase()
  const rig: Rig = await createRig(database.db, now, parseGeoTable('10.0.0.0/8,SA,home,'))
  let people = 0
  /** Another person each time. */
  const someone = () => {
    people++
    return { 'x-forwarded-for': `10.${people >> 8}.${people & 255}.9` }
  }
  const ask = (method: Method, url: string, body?: unknown, headers: Headers = someone()) =>
    rig.api.app.inject({
      method,
      url,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  return {
    rig,
    someone,
    ask,
    report: async (slug: string, body: object = {}, headers = someone()) =>
      (await ask('POST', `/api/v1/services/${slug}/reports`, body, headers)).json(),
    patch: (receipt: string, body: unknown, headers?: Headers) =>
      ask('PATCH', `/api/v1/reports/${receipt}`, body, headers),
    notesOf: async (slug: string) => (await ask('GET', `/api/v1/services/${slug}/notes`)).json().notes,
    /** By kind: people counted under it, and people who named it. */
    async problemsOf(slug: string) {
      const counts = await readProblemCounts(rig.db, rig.directory.bySlug(slug)!.id, rig.clock.now + 60_000)
      const said = counts.filter(({ named }) => named !== 0)
      return Object.fromEntries(
        said.map(({ problemId, reporters, named }) => [problemId, [reporters, named]]),
      )
    },
    async close() {
      await rig.close()
      await database.drop()
    },
  }
}
