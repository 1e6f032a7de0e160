import type { StateView } from '#core/view.ts'
import { createAddressList } from '#ingest/address.ts'
import { createDetails } from '#ingest/details.ts'
import { parseGeoTable } from '#ingest/geo.ts'
import { createIntake } from '#ingest/intake.ts'
import { createRequests } from '#ingest/requests.ts'
import { createTokens } from '#ingest/tokens.ts'
import { createHub, type Hub } from '#notify/hub.ts'
import type { SmallWorld } from '#store/small-world.fixture.ts'
import { createPublicView, type PublicView } from '#store/view/public-view.ts'
import { unseenState } from '#store/view/unseen.ts'
import { writeProgress, writeStates } from '#store/watch/state.ts'
import { type Api, type ApiParts, createApi } from './index.ts'

/** The API over a small world, without a watch: tests say what the watch would. */
export interface Desk {
  api: Api
  hub: Hub
  view: PublicView
  clock: { now: number }
  /** What the API would write into the log. */
  logged: unknown[]
  /** The watch ticks and publishes a state of this version; the hub looks. */
  say(slug: string, version: number, given?: Partial<StateView>): Promise<void>
}

export async function openDesk(
  world: SmallWorld,
  startAt: number,
  given: Partial<ApiParts> = {},
): Promise<Desk> {
  const { db, directory } = world
  const clock = { now: startAt }
  const now = () => clock.now
  const tokens = createTokens('0'.repeat(64))
  const hub = createHub({ db, directory, now })
  const view = createPublicView(db, directory)
  const logged: unknown[] = []
  const intake = createIntake({
    db,
    now,
    tokens,
    geo: parseGeoTable(''),
    findService: (slug) => directory.bySlug(slug),
    recentCount: (slug) => hub.state(slug)?.reports15m ?? 0,
  })
  const details = createDetails({
    ...{ db, now, tokens, intake },
    geo: parseGeoTable(''),
    findService: (slug) => directory.bySlug(slug),
    findServiceById: (id) => directory.byId(id),
    recentCount: (slug) => hub.state(slug)?.reports15m ?? 0,
  })
  const api = await createApi({
    intake,
    requests: createRequests({ db, now, services: directory.all }),
    details,
    tokens,
    directory,
    hub,
    view,
    now,
    isTrusted: createAddressList(['127.0.0.0/8']),
    colours: '',
    loader: '',
    frame: '',
    app: { device: '', worker: '', icons: {} },
    push: { publicKey: async () => '' },
    hasMail: true,
    db,
    async readEmbed(slug) {
      const found = await view.readService(slug, '24h', now())
      return found && { ...found, spark: { reporters: [], peak: 0 } }
    },
    readDay: async (slug) => (await view.readService(slug, '24h', now()))?.series ?? null,
    ready: async () => ({ store: true }),
    readPlatform: async () => ({
      at: new Date(now()).toISOString(),
      ...{ behindSeconds: 0, onTime: true, storeAway: false, knownAt: null, parts: [] },
      ...{ gaps: [], days: [], processes: 1, sample: false },
    }),
    log: (error) => logged.push(error),
    ...given,
  })
  return {
    api,
    hub,
    view,
    clock,
    logged,
    async say(slug, version, given = {}) {
      const service = directory.bySlug(slug)!
      const known = { status: 'none' as const, unknownReason: null, version }
      const state = { ...unseenState(service, now()), ...known, ...given }
      await writeStates(db, [{ serviceId: service.id, view: state }], 1, now())
      await writeProgress(db, { through: now(), tickedAt: now() }, 1)
      await hub.look()
    },
  }
}
