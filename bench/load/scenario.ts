import type { Generator } from './generator/start.ts'
import type { Front, FrontOptions } from './product.ts'
import type { Measured } from './table.ts'
import type { Yardsticks } from './yardsticks.ts'

/** What every scenario finds on the stage: addresses and commands, nothing of the product's inside. */
export interface Stage {
  /** The product's front on the database `bench`. */
  front: Front
  /** Another front, with other settings or on another database; it ends with the scenario. */
  startFront(options: FrontOptions): Promise<Front>
  yardsticks: Yardsticks
  /** Two processes that ask; scenarios with two kinds of traffic use both. */
  generator: Generator
  second: Generator
  /** Address of the front's database. */
  databaseUrl: string
  /** Address of another database on the same Postgres, as the product finds it at its first start. */
  makeDatabase(name: string): Promise<string>
  /** Services of the catalogue that have a day of history and know what is usual. */
  slugs: string[]
  /** `full` in a whole run, `quick` with --quick. */
  pick<Value>(full: Value, quick: Value): Value
  /** So many people nobody else has used; returns the number of the first. */
  people(count: number): number
  say(words: string): void
}

/**
 * One scenario is one file in scenarios/ with this as its `scenario`; adding one is adding a file.
 * Reserved: 70, the detector's tick over 1,000 to 20,000 services.
 */
export interface Scenario {
  name: string
  /** Its place in the table and in the run. */
  place: number
  run(stage: Stage): Promise<Measured[]>
}
