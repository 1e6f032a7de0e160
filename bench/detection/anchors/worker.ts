import type { Detection } from '../detections.ts'
import type { Point } from './anchor.ts'
import { runAnchors } from './run.ts'
import { anchors } from './table.ts'

/** A helper process of run-all.ts: gets its share of the files, answers with the incidents of one after the other. */
export interface AnchorShare {
  files: string[]
  runs: Array<{ name: string; point: Point }>
}

export interface AnchorAnswer {
  file: string
  /** In the order of the runs. */
  found: Detection[][]
}

process.once('message', async ({ files, runs }: AnchorShare) => {
  const known = runs.map(({ name, point }) => ({ anchor: anchors.find((one) => one.name === name)!, point }))
  for (const file of files) {
    const answer: AnchorAnswer = { file, found: runAnchors(file, known) }
    await new Promise<void>((resolve, reject) =>
      process.send!(answer, (error: Error | null) => (error ? reject(error) : resolve())),
    )
  }
  process.disconnect()
})
process.once('disconnect', () => process.exit())
