import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { plainEnv } from '#base/env.ts'
import { createLog } from '#base/log.ts'
import { onParentGone } from '#base/parent.ts'
import { crowdOfMinute, demoGeoTable } from '#cli/demo/crowd.ts'
import { seedHistory } from '#cli/demo/history.ts'
import { createRandom } from '#cli/demo/random.ts'
import { fetchToken, sendReport } from '#cli/demo/reporter-client.ts'
import { officialStory, regionalStory, storyServices } from '#cli/demo/story.ts'
import { minuteMs } from '#core/bucket.ts'
import { parseGeoTable } from '#ingest/geo.ts'
import { openMailServer } from '#notify/mail-server.fixture.ts'
import { openPushService } from '#notify/push-service.fixture.ts'
import { createPlatform } from '#server/platform.ts'
import { prepareStore } from '#server/store.ts'
import { openDatabase } from '#store/db.ts'
import { addPerson } from '#store/editor/people.ts'
import { recordOfficialUpdate } from '#store/incident/official.ts'
import { startPostgres } from '#store/postgres/embedded-postgres.ts'
import { freePort } from '#store/postgres/free-port.ts'
import { migrate } from '#store/postgres/migrate.ts'
import { makeTestFolder } from '#store/postgres/test-folder.ts'
import { installCatalogue } from '#store/service/catalogue.ts'
import { discontinueService } from '#store/service/service-fate.ts'
import { readServices } from '#store/service/services.ts'
import { claimKind } from '#store/settings.ts'
import { foreignPage } from './foreign-page.ts'

// The stage of the browser tests: the whole platform with the demo's past, on a clock that moves when told to.
// The specs know four addresses only: the site, a page of another origin, the prompter, who moves the clock, and the
// push service of their browsers.

const startAt = Date.parse(process.env.STAGE_AT ?? '2026-03-17T11:44:20Z')
const clock = { now: startAt }
const now = () => clock.now

const dataDir = await makeTestFolder('stage')
const postgres = await startPostgres({ dataDir, database: 'outage_desk_stage' })
await migrate(postgres.url)
const db = openDatabase(postgres.url, { max: 4, patient: true })
// The numbers are made up either way; "real" shows the pages as people see them, without the notice, and indexed.
await claimKind(db, process.env.STAGE_KIND === 'real' ? 'real' : 'sample')
await installCatalogue(db, startAt)
await seedHistory(db, { now: startAt, log: () => {}, seed: 'stage' })
const isOnStage = ({ slug }: { slug: string }) => storyServices.includes(slug) || slug in regionalStory
const services = (await readServices(db)).filter(isOnStage)

const mailServer = await openMailServer()
const port = await freePort()
const platform = await createPlatform({
  databaseUrl: postgres.url,
  store: await prepareStore(postgres.url, startAt, {}),
  host: '127.0.0.1',
  port,
  publicUrl: `http://127.0.0.1:${port}`,
  mailServer: { url: mailServer.url, from: 'Outage Desk <desk@stage.example>' },
  dev: false,
  now,
  trustedProxies: ['127.0.0.0/8'],
  pushContact: 'mailto:desk@stage.example',
  // The browsers' push service is on this machine.
  pushReach: { protocols: ['http:'], isAllowed: (address) => address === '127.0.0.1' },
  geo: parseGeoTable(demoGeoTable()),
  log: createLog({ level: 'warn' }),
  pageEnv: plainEnv(),
  loops: false,
})
await platform.lookAround()
const site = `http://127.0.0.1:${platform.port}`

const random = createRandom('stage')
/** Minutes of the outage played so far. */
let played = 0

/** One minute of the outage's crowd through the public API, with the operator's word if it falls due. */
async function playMinute(): Promise<void> {
  const crowd = crowdOfMinute(random, services, () => 0, played)
  const tokens = await Promise.all(crowd.map((person) => fetchToken(site, person)))
  for (let slice = 0; slice < 4; slice++) {
    clock.now += minuteMs / 4
    const people = crowd.filter((person) => Math.floor(person.offsetMs / (minuteMs / 4)) === slice)
    const answers = await Promise.all(
      people.map((person) => sendReport(site, person, tokens[crowd.indexOf(person)]!)),
    )
    const lost = answers.filter((status) => status >= 300)
    if (lost.length > 0) throw new Error(`reports refused: ${lost.join(', ')}`)
    await platform.lookAround()
  }
  played++
  for (const { minute, stage, body } of officialStory) {
    if (minute !== played) continue
    for (const { id, slug } of services) {
      if (!storyServices.includes(slug)) continue
      await recordOfficialUpdate(
        db,
        { serviceId: id, stage, body, lang: 'en', url: null, postedAt: clock.now },
        clock.now,
      )
    }
    await platform.lookAround()
  }
}

/** What an operator does with a service; and a fault: what people wrote cannot be read, and can again. */
const deeds: Record<string, (slug: string) => Promise<unknown>> = {
  loseNotes: () => db.pool.query('ALTER VIEW public_note RENAME TO public_note_away'),
  findNotes: () => db.pool.query('ALTER VIEW public_note_away RENAME TO public_note'),
  pause: (slug) => db.prisma.service.update({ where: { slug }, data: { paused: true } }),
  close: (slug) => discontinueService(db, slug, new Date(clock.now)),
}

/**
 * POST /pass?seconds=, /doze?seconds= (the same, and nobody judges meanwhile), /play?minutes=, /pause?slug=, /close?slug=,
 * /loseNotes, /findNotes:
 * does it, and answers the time it is then. /mails: what readers found in their mailboxes.
 */
const prompter = http.createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://prompter')
  try {
    if (pathname === '/pass') {
      clock.now += Number(searchParams.get('seconds')) * 1000
      await platform.lookAround()
    } else if (pathname === '/doze') {
      clock.now += Number(searchParams.get('seconds')) * 1000
    } else if (pathname === '/mails') {
      const mails = mailServer.taken.map(({ to, mail }) => ({ to, subject: mail.subject, text: mail.text }))
      return response.end(JSON.stringify(mails))
    } else if (pathname === '/play') {
      for (let left = Number(searchParams.get('minutes')); left > 0; left--) await playMinute()
    } else if (deeds[pathname.slice(1)]) {
      await deeds[pathname.slice(1)]?.(searchParams.get('slug') ?? '')
      await platform.lookAround()
    } else {
      response.statusCode = 404
    }
    response.end(JSON.stringify({ now: new Date(clock.now).toISOString(), played }))
  } catch (error) {
    response.statusCode = 500
    response.end(String(error))
  }
})
const foreign = http.createServer((request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end(foreignPage(site, new URL(request.url ?? '/', 'http://foreign').searchParams))
})
const pushService = await openPushService()
const addressOf = async (server: http.Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  prompter.close()
  foreign.close()
  pushService.close()
  await platform.close()
  await mailServer.close()
  await db.close()
  await postgres.stop()
  await rm(dataDir, { recursive: true, force: true })
  process.exit(0)
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
onParentGone(stop)
process.send?.({
  site,
  // Another name of this machine: a page there is of another origin and another site.
  foreign: (await addressOf(foreign)).replace('127.0.0.1', 'localhost'),
  prompter: await addressOf(prompter),
  pushService: pushService.origin,
  editorKey: await addPerson(db, { name: 'Salma', role: 'admin' }, startAt),
  run: randomUUID(),
})
