import { get } from 'node:http'
import type { LoadResult } from './generator/jobs.ts'
import { countOf } from './generator/tally.ts'
import { median } from './numbers.ts'
import type { Sample } from './yardsticks.ts'

/**
 * Runs the variants in turn, A B A B, so that a slow minute of the machine hits all of them; returns the median of
 * each. A variant that cannot be measured says NaN.
 */
export async function inTurn<Name extends string>(
  rounds: number,
  variants: Record<Name, () => Promise<number>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(variants) as Name[]
  const values = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>
  for (let round = 0; round < rounds; round++) {
    for (const name of names) values[name].push(await variants[name]())
  }
  return Object.fromEntries(names.map((name) => [name, median(values[name])])) as Record<Name, number>
}

export const isFine = (status: number): boolean => status === 304 || (status >= 200 && status < 300)
export const isBroken = (status: number): boolean => status >= 500

/** Answers of one kind a second that were no refusal. */
export const fineRate = (result: LoadResult, name: string): number =>
  countOf(result.tallies[name], isFine) / result.seconds

/** All answers, and those that were no answer one hopes for. */
export function sumOf(results: LoadResult[]): {
  answered: number
  failed: number
  broken: number
  refused: number
} {
  const tallies = results.flatMap((result) => Object.values(result.tallies))
  const sum = (count: (tally: (typeof tallies)[number]) => number) =>
    tallies.reduce((total, tally) => total + count(tally), 0)
  return {
    answered: sum((tally) => tally.answered),
    failed: sum((tally) => tally.failed),
    broken: sum((tally) => countOf(tally, isBroken)),
    refused: sum((tally) => countOf(tally, (status) => !isFine(status))),
  }
}

const ofTheHop = ['connection', 'keep-alive', 'date', 'transfer-encoding', 'content-length']

/** One answer of the product as it is, compressed if it was. */
export const sampleOf = (port: number, path: string, headers: Record<string, string> = {}): Promise<Sample> =>
  new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const kept = Object.entries(answer.headers).filter(([name]) => !ofTheHop.includes(name))
        resolve({
          status: answer.statusCode ?? 0,
          headers: Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
          body: Buffer.concat(chunks),
        })
      })
    }).on('error', reject)
  })
