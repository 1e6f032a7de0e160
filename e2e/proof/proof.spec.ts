import { languages, pages, pictured, picturedInTrouble, stagedIncident } from '../pages.ts'
import { runLighthouse } from './lighthouse.ts'
import { expectPictures } from './pictures.ts'
import { expect, test } from './stage.ts'

// The pages as people see them, through the story of the demo on a driven clock: in their pictures, and in the eyes of
// Lighthouse. One story, told in order.

test.describe.configure({ mode: 'serial', timeout: 600_000 })

const least = 98
async function expectMarks(site: string, paths: string[]): Promise<void> {
  const addresses = languages.flatMap((language) => paths.map((path) => `${site}/${language}${path}`))
  const marks = await runLighthouse(addresses)
  for (const [index, { performance, ...mark }] of marks.entries()) {
    const address = addresses[index]!.slice(site.length)
    // Speed is not asserted: on a busy machine it says more of the machine.
    console.log(`${address}: performance ${performance}, ${Math.round(mark.bytes / 1000)} kB`)
    const { accessibility, bestPractices, seo, shift, faults } = mark
    const why = `${address}: ${faults.join('; ')}`
    expect.soft(Math.min(accessibility, bestPractices, seo), why).toBeGreaterThanOrEqual(least)
    // To the three decimals that Lighthouse tells: the stamp's zone moves by a hair where it is told in another.
    expect.soft(shift, `${address} moves`).toBeLessThan(0.0005)
  }
}

test('on a quiet day, pages look as they are pictured', async ({ browser, stage }) => {
  await expectPictures(browser, stage.site, pictured)
})

test('on a quiet day, Lighthouse has nothing to say', async ({ stage }) => {
  await expectMarks(stage.site, [pages.home, pages.service])
})

test('in an outage, pages look as they are pictured', async ({ browser, request, stage }) => {
  await stage.play(9)
  await expectPictures(browser, stage.site, {
    ...picturedInTrouble,
    'incident-open': await stagedIncident(request, stage.site, 'open'),
    'incident-over': await stagedIncident(request, stage.site, 'over'),
  })
})

test('in an outage, Lighthouse has nothing to say', async ({ request, stage }) => {
  await expectMarks(stage.site, ['/status/chatgpt', await stagedIncident(request, stage.site, 'open')])
})
