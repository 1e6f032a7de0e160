import { test as base, expect } from '@playwright/test'
import type { Addresses } from './open-stage.ts'

/** What a spec knows: four addresses. */
export interface Desk {
  site: string
  /** A page of another origin that embeds us; `?service=&lang=`. */
  foreign: string
  /** The push service of the browsers: POST /browsers makes one. */
  pushService: string
  /** Lets time pass on the stage. */
  pass(seconds: number): Promise<void>
  /** Plays minutes of the outage's crowd. */
  play(minutes: number): Promise<void>
  /** The stage's time, ms. */
  now(): Promise<number>
}

async function prompt(path: string): Promise<{ now: string }> {
  const { prompter } = JSON.parse(process.env.STAGE!) as Addresses
  const answer = await fetch(prompter + path, { method: 'POST' })
  if (!answer.ok) throw new Error(await answer.text())
  return (await answer.json()) as { now: string }
}

/** Every page is watched: an error in the console, or a request to a strange host, fails the test. */
export const test = base.extend<{ desk: Desk; faults: string[] }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern.
  desk: async ({}, use) => {
    const { site, foreign, pushService } = JSON.parse(process.env.STAGE!) as Addresses
    await use({
      site,
      foreign,
      pushService,
      pass: async (seconds) => void (await prompt(`/pass?seconds=${seconds}`)),
      play: async (minutes) => void (await prompt(`/play?minutes=${minutes}`)),
      now: async () => Date.parse((await prompt('/now')).now),
    })
  },
  faults: [
    async ({ context, desk }, use) => {
      const faults: string[] = []
      const ours = [new URL(desk.site).host, new URL(desk.foreign).host]
      context.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text())
      })
      context.on('weberror', (error) => faults.push(String(error.error())))
      context.on('request', (request) => {
        const { protocol, host } = new URL(request.url())
        if (protocol.startsWith('http') && !ours.includes(host)) faults.push(`asked ${host}`)
      })
      await use(faults)
      expect(faults).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }
