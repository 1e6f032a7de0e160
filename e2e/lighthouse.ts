import { request as client } from 'playwright'
import { median } from './median.ts'
import { openStage } from './open-stage.ts'
import { languages, pages, stagedIncident } from './pages.ts'
import { runLighthouse } from './proof/lighthouse.ts'

// Lighthouse's marks for speed, as the median of five rounds. Reported, not asserted: they are of one machine on one day,
// and of a quiet one only. `npm run lighthouse`; what was found stands in docs/performance-pages.md.

const rounds = 5

async function report(site: string, kind: string, paths: string[]): Promise<void> {
  const found = languages.flatMap((language) => paths.map((path) => `/${language}${path}`))
  const marks = new Map<string, number[]>(found.map((path) => [path, []]))
  // In turn, so that a busy moment is not all of one page's.
  for (let round = 0; round < rounds; round++) {
    const run = await runLighthouse(found.map((path) => site + path))
    for (const [index, { performance }] of run.entries()) marks.get(found[index]!)!.push(performance)
  }
  for (const [path, all] of marks)
    console.log(`${kind.padEnd(9)} ${path.padEnd(48)} ${median(all)}  (${all.join(' ')})`)
}

const stage = await openStage({ STAGE_KIND: 'real' })
const asker = await client.newContext()
try {
  await report(stage.site, 'quiet', [pages.home, pages.service])
  await stage.play(9)
  const incident = await stagedIncident(asker, stage.site, 'open')
  await report(stage.site, 'trouble', ['/status/chatgpt', incident])
} finally {
  await asker.dispose()
  await stage.close()
}
