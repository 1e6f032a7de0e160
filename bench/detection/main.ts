/** `node --import tsx bench/detection/main.ts <step>`: judges any detector. See README.md beside this file. */

import { anchors } from './anchors/table.ts'
import { DetectorFailed } from './command.ts'
import { BadInput } from './numbers.ts'
import { steps } from './steps.ts'

/** Names in lines that fit a terminal, indented like the rest of the usage. */
const wrapped = (names: string[]): string =>
  [names.slice(0, 7), names.slice(7, 13), names.slice(13)]
    .map((some) => some.join(', '))
    .join(',\n           ')

const usage = `Judges a detector of outages on made-up histories with known outages.

  generate --seed TEXT --out DIR [--services 200] [--history-days 28] [--evaluated-days 14] [--start TIME]
           series in DIR/input, what really happened in DIR/truth.json
  score    --truth FILE --found FILE [--json FILE]
           figures of a detector's incidents (JSON lines)
  online   --in DIR --cmd "detector {in} {out}" [--services 6] [--cuts 3] [--seed 1]
           whether a detector knows only what has happened
  run      --seed TEXT --cmd "detector {in} {out}" --out DIR [--services 200] [--least SCORE]
           all three of these; a data set that is there is used again
  anchor   --name NAME --in DIR --out FILE [--tuned] [--threshold X] [--minimum N] [--bucket 5] [--jobs 1]
           a published detector: ${wrapped(anchors.map(({ name }) => name))}
  oracle   --truth FILE --out FILE [--silent]
           a detector that knows all (it scores 100), or says nothing (0)

Exit code: 0, or 1 if a detector fails or falls short, or 2 if an option makes no sense.`

const [name = '', ...args] = process.argv.slice(2)
const step = Object.hasOwn(steps, name) ? steps[name] : undefined
if (!step) {
  const isAsked = ['help', '--help', '-h'].includes(name)
  console[isAsked ? 'log' : 'error'](usage)
  process.exitCode = isAsked ? 0 : 2
} else {
  try {
    process.exitCode = await step(args)
  } catch (error) {
    if (!(error instanceof BadInput || error instanceof DetectorFailed)) throw error
    console.error(error.message)
    process.exitCode = error instanceof BadInput ? 2 : 1
  }
}
