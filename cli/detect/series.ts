import { minuteMs } from '#core/bucket.ts'
import { createDetector } from '#core/detect/detect.ts'
import type { MinuteInput } from '#core/detect/verdict.ts'

/** One incident that became major, in the benchmark's words. */
export interface Detection {
  service: string
  start: string
  detected_at: string
  end: string | null
}

const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z')

const breadthMinutes = 15

/**
 * Runs the product's detector over one series: CSV lines `timestamp,count,reporters`, one a minute. Series say
 * nothing of networks: by default breadth does not gate. `withBreadth`: as if each reporter came from a network of
 * their own, which is the most there can be, and the gates are on.
 */
export function detectSeries(
  service: string,
  csv: string,
  { withBreadth = false }: { withBreadth?: boolean } = {},
): Detection[] {
  const lines = csv.split('\n')
  const firstLine = lines[1]
  if (!firstLine) return []
  const firstMinute = Date.parse(firstLine.slice(0, firstLine.indexOf(',')))
  const detector = createDetector({ firstMinute })
  const found: Detection[] = []
  let open: Detection | null = null
  const input: MinuteInput = { minute: firstMinute, evidence: 0, count: 0, breadth: null }
  const recent = new Array<number>(breadthMinutes).fill(0)
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i]!
    if (!line) continue
    const afterTime = line.indexOf(',') + 1
    const afterCount = line.indexOf(',', afterTime) + 1
    input.minute = firstMinute + (i - 1) * minuteMs
    input.count = Number(line.slice(afterTime, afterCount - 1))
    input.evidence = Number(line.slice(afterCount))
    recent[i % breadthMinutes] = input.evidence
    if (withBreadth) input.breadth = recent.reduce((sum, n) => sum + n, 0)
    const change = detector.learn(input)
    if (!change) continue
    if (change.to === 'major' && !open) {
      const start = iso(Math.min(change.onsetAt ?? input.minute, input.minute))
      open = { service, start, detected_at: iso(input.minute), end: null }
      found.push(open)
    }
    if (open && change.endedAt !== null) {
      open.end = iso(Math.max(change.endedAt, Date.parse(open.start)))
      open = null
    }
  }
  return found
}
