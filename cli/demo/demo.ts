import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { plainEnv, readEnv } from '#base/env.ts'
import { onParentGone } from '#base/parent.ts'
import { levelsAt } from '#core/detect/levels.ts'
import type { StateView } from '#core/view.ts'
import { type Database, openDatabase } from '#store/db.ts'
import { addPerson } from '#store/editor/people.ts'
import { recordOfficialUpdate } from '#store/incident/official.ts'
import { startPostgres } from '#store/postgres/embedded-postgres.ts'
import { migrate } from '#store/postgres/migrate.ts'
import { resetSample } from '#store/postgres/reset.ts'
import { installCatalogue } from '#store/service/catalogue.ts'
import { readServices, type ServiceRecord } from '#store/service/services.ts'
import { claimKind } from '#store/settings.ts'
import { readDetectors } from '#store/watch/detectors.ts'
import { demoGeoTable } from './crowd.ts'
import { startFront } from './front.ts'
import { seedHistory } from './history.ts'
import { playCrowd } from './play.ts'
import { createRandom } from './random.ts'
import { officialStory, storyServices } from './story.ts'

const outageAfterMs = 30_000
const say = (line: string) => process.stdout.write(`${line}\n`)

/** `npm run demo`: a database with a past, the platform on it, and a crowd with an outage to report. */
export async function demoCommand(): Promise<number> {
  const env = readEnv()
  let isStopping = false
  const stopping = new Promise<void>((resolve) => {
    const stop = () => {
      if (!isStopping) say('\nStopping everything …')
      isStopping = true
      resolve()
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
    onParentGone(stop)
  })
  /** One step of the start; a stop in the middle of it takes effect when it is done, so that nothing is left over. */
  const step = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    if (isStopping) throw new Stopped()
    const began = performance.now()
    const result = await work()
    say(`✓ ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`)
    return result
  }
  const steps: (() => Promise<void> | void)[] = []
  try {
    const postgres = await step('Postgres', () =>
      // A server of its own: stopping the demo must not stop a site that runs beside it.
      startPostgres({ dataDir: path.join(env.DATA_DIR, 'demo'), database: 'outage_desk_demo' }),
    )
    steps.push(() => postgres.stop())
    const db = openDatabase(postgres.url, { max: 4, patient: true })
    steps.push(() => db.close())
    const services = await step('Four weeks of sample history', () => prepare(db, postgres.url))
    const geoTable = path.join(env.DATA_DIR, 'demo-networks.csv')
    await mkdir(env.DATA_DIR, { recursive: true })
    await writeFile(geoTable, demoGeoTable())
    const front = await step('The platform', () =>
      startFront({
        ...plainEnv(),
        DATABASE_URL: postgres.url,
        PORT: String(env.PORT),
        // The crowd's made-up addresses are believed from this machine, so only this machine may knock.
        HOST: '127.0.0.1',
        TRUSTED_PROXIES: '127.0.0.0/8',
        GEO_TABLE: geoTable,
        LOG_LEVEL: 'warn',
      }),
    )
    steps.push(() => front.stop())
    const baseUrl = `http://127.0.0.1:${front.port}`
    const outageAt = Date.now() + outageAfterMs
    const play = await startCrowd(db, services, baseUrl, outageAt)
    steps.push(play.stop)
    tell(front.port, (await addPerson(db, { name: 'demo', role: 'admin' }, Date.now())) ?? '')
    steps.push(narrate(baseUrl, outageAt, play.counts))
    await Promise.race([stopping, front.ended])
    return 0
  } catch (error) {
    if (error instanceof Stopped) return 0
    throw error
  } finally {
    for (const undo of steps.reverse()) await undo()
    say('Stopped. The sample data stay in .data/ until the next demo begins anew.')
  }
}

/** Ctrl-C during the start. */
class Stopped extends Error {}

async function prepare(db: Database, url: string): Promise<ServiceRecord[]> {
  await resetSample(url)
  await migrate(url)
  await claimKind(db, 'sample')
  const now = Date.now()
  await installCatalogue(db, now)
  await seedHistory(db, { now, log: (line) => say(`  ${line}`) })
  return readServices(db)
}

/** The crowd, and the operator's words at their times. */
async function startCrowd(db: Database, services: ServiceRecord[], baseUrl: string, outageAt: number) {
  const ids = new Map(services.map((service) => [service.slug, service.id]))
  const baselines = new Map(
    (await readDetectors(db, [...ids.values()], Date.now())).map((row) => [row.serviceId, row.baseline]),
  )
  const play = playCrowd({
    baseUrl,
    random: createRandom(`demo ${outageAt}`),
    services,
    usual(slug, at) {
      const baseline = baselines.get(ids.get(slug)!)
      return baseline ? levelsAt(baseline, at, 1).usual : 0
    },
    outageAt,
  })
  const timers = officialStory.map(({ minute, stage, body }) =>
    setTimeout(
      async () => {
        for (const slug of storyServices) {
          const update = {
            serviceId: ids.get(slug)!,
            stage,
            body,
            lang: 'en',
            url: null,
            postedAt: Date.now(),
          }
          await recordOfficialUpdate(db, update, Date.now()).catch((error) => say(`  ${error}`))
        }
        say(`${clock()}  OpenAI (made up): ${stage}`)
      },
      outageAt + minute * 60_000 - Date.now(),
    ),
  )
  return {
    counts: play.counts,
    stop() {
      play.stop()
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

const clock = () => new Date().toLocaleTimeString('en-GB')

function tell(port: number, key: string): void {
  say(`
Outage Desk is open:  http://localhost:${port}
  ChatGPT, English     http://localhost:${port}/en/status/chatgpt
  ChatGPT, Arabic      http://localhost:${port}/ar/status/chatgpt
  For your own site    http://localhost:${port}/embed/chatgpt
  JSON                 http://localhost:${port}/api/v1/services/chatgpt
  Editors’ desk        http://localhost:${port}/admin   its key: ${key}

In half a minute ChatGPT, the OpenAI API and Sora begin to fail (sample data). Keep the ChatGPT page open:
"possible" comes within about 2 minutes, "major" within about 4, the peak passes after about 6, and it is
over within 50. Tap "I have a problem" yourself. Ctrl-C stops everything.
`)
}

/** Prints every change of ChatGPT's status, and once a minute how it stands. */
function narrate(
  baseUrl: string,
  outageAt: number,
  counts: { sent: number; refused: number; failed: number },
): () => void {
  let last = ''
  let looks = 0
  const timer = setInterval(async () => {
    const answer = await fetch(`${baseUrl}/api/v1/services/chatgpt/state`).catch(() => null)
    if (!answer?.ok) return
    const state = (await answer.json()) as StateView
    const minutes = ((Date.now() - outageAt) / 60_000).toFixed(1)
    const line = `ChatGPT: ${state.status}, ${state.reports15m} reports in 15 minutes, usual ${state.usual15m?.toFixed(1) ?? '?'}`
    if (state.status !== last || looks % 12 === 0) {
      say(
        `${clock()}  ${line}  (minute ${minutes} of the outage; ${counts.sent} reports sent, ${counts.refused} refused, ${counts.failed} failed)`,
      )
    }
    last = state.status
    looks++
  }, 5_000)
  return () => clearInterval(timer)
}
