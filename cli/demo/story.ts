import type { OfficialStage } from '#core/record/official.ts'
import type { ProblemSlug } from '#core/report/report.ts'

/**
 * The outage that the demo plays live: the shape of the OpenAI one of 2024-12-11, pressed from four and a half
 * hours into less than one. Sample data, made up: not what was measured that day.
 */

/** Reporters a minute at the height of the outage. */
const heights: Record<string, number> = { chatgpt: 26, 'openai-api': 8, sora: 4, snapchat: 2.6 }

/** Services of the operator whose outage it is, and who speaks of it. */
export const storyServices = ['chatgpt', 'openai-api', 'sora']

/** Something else fails at the same time, and in one country only. */
export const regionalStory: Record<string, string[]> = { snapchat: ['SA'] }

/**
 * Share of the height by minutes since the outage began. Rises as fast as the true one did for its length,
 * passes its peak after about six minutes, and fades with a tail.
 */
const shape: [minute: number, share: number][] = [
  [0, 0.25],
  [1, 0.6],
  [2, 0.85],
  [4, 0.95],
  [5.5, 1],
  [6.5, 0.5],
  [7.5, 0.25],
  [9, 0.12],
  [12, 0.06],
  [16, 0.03],
  [20, 0],
]

/** Extra reporters a minute at `minutes` since the outage began. 0 for services it leaves alone. */
export function outageRate(slug: string, minutes: number): number {
  const height = heights[slug]
  if (!height || minutes < 0) return 0
  const next = shape.findIndex(([minute]) => minute > minutes)
  if (next <= 0) return 0
  const [[fromMinute, fromShare], [toMinute, toShare]] = [shape[next - 1]!, shape[next]!]
  const along = (minutes - fromMinute) / (toMinute - fromMinute)
  return height * (fromShare + along * (toShare - fromShare))
}

/** What people say is wrong, as weights. Empty text: kind not said. */
export const outageProblems: Record<string, [problem: ProblemSlug | '', weight: number][]> = {
  chatgpt: [
    ['', 29],
    ['down', 33],
    ['slow', 17],
    ['login', 11],
    ['send', 6],
    ['app', 3],
    ['other', 1],
  ],
  'openai-api': [
    ['', 40],
    ['slow', 30],
    ['down', 25],
    ['login', 3],
    ['other', 2],
  ],
  sora: [
    ['', 40],
    ['down', 35],
    ['media', 15],
    ['login', 8],
    ['other', 2],
  ],
  snapchat: [
    ['', 30],
    ['down', 40],
    ['send', 20],
    ['login', 10],
  ],
}

/** The operator's words in the demo, by minutes since the outage began. */
export const officialStory: { minute: number; stage: OfficialStage; body: string }[] = [
  {
    minute: 7,
    stage: 'investigating',
    body: 'We are looking into errors across ChatGPT, the API and Sora.',
  },
  { minute: 11, stage: 'identified', body: 'The cause is known and a fix is on its way.' },
  {
    minute: 18,
    stage: 'monitoring',
    body: 'The fix is in place. Traffic is coming back and we are watching it.',
  },
  { minute: 34, stage: 'resolved', body: 'All services are working again.' },
]
