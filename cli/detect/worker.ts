import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type Detection, detectSeries } from './series.ts'

/** A helper process of `detect`: gets its share of the files, answers with the incidents of one after the other. */
export interface DetectShare {
  files: string[]
  withBreadth: boolean
}

export interface DetectAnswer {
  file: string
  found: Detection[]
}

process.once('message', async ({ files, withBreadth }: DetectShare) => {
  for (const file of files) {
    const answer: DetectAnswer = {
      file,
      found: detectSeries(basename(file, '.csv'), readFileSync(file, 'utf8'), { withBreadth }),
    }
    await new Promise<void>((resolve, reject) =>
      process.send!(answer, (error: Error | null) => (error ? reject(error) : resolve())),
    )
  }
  process.disconnect()
})
process.once('disconnect', () => process.exit())
