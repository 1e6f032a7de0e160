import { type Api, createApi } from '#api/index.ts'
import { createAddressList } from '#ingest/address.ts'
import { createDetails } from '#ingest/details.ts'
import { type Geo, parseGeoTable } from '#ingest/geo.ts'
import { createIntake, type Intake } from '#ingest/intake.ts'
import { createRequests } from '#ingest/requests.ts'
import { createTokens, type Tokens } from '#ingest/tokens.ts'
import { createHub, type Hub } from '#notify/hub.ts'
import type { Database } from '#store/db.ts'
import { ensurePartitions } from '#store/postgres/partitions.ts'
import { dayMs } from '#store/report/salts.ts'
import { installCatalogue } from '#store/service/catalogue.ts'
import { createDirectory, type Directory } from '#store/service/directory.ts'
import { claimKind } from '#store/settings.ts'
import { createPublicView, type PublicView } from '#store/view/public-view.ts'
import { createWatch, type Watch } from '#watch/watch.ts'
import { createAccount } from '../account.ts'
import { createAttendance } from '../attendance.ts'

/** The rooms on a real database with a driven clock and without pages: what tests of the whole way hold on to. */
export interface Rig {
  db: Database
  api: Api
  intake: Intake
  tokens: Tokens
  watch: Watch
  hub: Hub
  view: PublicView
  directory: Directory
  clock: { now: number }
  /** Lets time pass, then looks around. */
  pass(ms: number): Promise<void>
  close(): Promise<void>
}

export async function createRig(db: Database, startAt: number, geo: Geo = parseGeoTable('')): Promise<Rig> {
  const clock = { now: startAt }
  const now = () => clock.now
  await claimKind(db, 'real')
  await installCatalogue(db, startAt)
  await ensurePartitions(db, startAt - dayMs, startAt + 3 * dayMs)
  const directory = createDirectory(db)
  await directory.refresh()
  const tokens = createTokens('0'.repeat(64))
  const hub = createHub({ db, directory, now })
  const view = createPublicView(db, directory)
  const intake = createIntake({
    db,
    now,
    tokens,
    geo,
    findService: directory.bySlug,
    recentCount: (slug) => hub.state(slug)?.reports15m ?? 0,
  })
  const details = createDetails({
    ...{ db, now, tokens, intake },
    geo: geo,
    findService: directory.bySlug,
    findServiceById: directory.byId,
    recentCount: (slug) => hub.state(slug)?.reports15m ?? 0,
  })
  const watch = createWatch({ db, directory, now, owner: 'rig', provenance: 'live' })
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
    readEmbed: async () => null,
    readPlatform: createAccount({
      ...{ db, directory, hub, now, attendance: createAttendance(now) },
      ...{ isAway: () => false, pagesReady: () => true, sample: false, processes: 1 },
    }),
    ready: async () => ({ store: true }),
    log: (error) => {
      throw error
    },
  })
  api.app.setNotFoundHandler(async (request, reply) => api.refuse(request, reply))
  const lookAround = async () => {
    await watch.tick()
    await hub.look()
  }
  await lookAround()
  return {
    db,
    api,
    intake,
    tokens,
    watch,
    hub,
    view,
    directory,
    clock,
    async pass(ms) {
      clock.now += ms
      await lookAround()
    },
    async close() {
      await api.app.close()
      await watch.stop()
    },
  }
}
