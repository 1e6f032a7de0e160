import { minuteMs } from '#core/bucket.ts'
import { problemIds, reportClasses } from '#core/report/report.ts'
import type { ServiceRecord } from '#store/service/services.ts'
import { describer, type MadeReport } from './people.ts'
import type { Random } from './random.ts'
import type { Scene } from './scenes.ts'

const networks = 5000
/** Sags by this share while it lasts: the first to notice report first. */
const sag = 0.25
/** How unevenly people come, from minute to minute. */
const variation = 0.2
/** The rumour runs through a few offices and families, not through the country. */
const rumourNetworks = 9

/** A brigade's networks: a data centre, a program, and two connections with our page open. */
const brigadeNetworks: [{ network: number; classId: number }, weight: number][] = [
  [{ network: 9001, classId: reportClasses.indexOf('hosting') }, 66],
  [{ network: 9002, classId: reportClasses.indexOf('untokened') }, 10],
  [{ network: 9003, classId: reportClasses.indexOf('page') }, 12],
  [{ network: 9004, classId: reportClasses.indexOf('page') }, 12],
]

/** Share of the height at `minute` of the scene. */
function shapeOf(scene: Scene, minute: number): number {
  const held = Math.min(minute, scene.minutes)
  const risen = (1 - Math.exp(-held / scene.rise)) * (1 - (sag * held) / scene.minutes)
  return risen * 0.5 ** ((minute - held) / scene.fall)
}

/** The people that a scene brings, in order of time. */
export function drawScene(random: Random, service: ServiceRecord, scene: Scene): MadeReport[] {
  const describe = describer(random, service, {
    problemId: problemIds[scene.main.problem],
    share: scene.main.share,
  })
  const reports: MadeReport[] = []
  for (let minute = 0; minute <= scene.minutes + 8 * scene.fall; minute++) {
    const mean = scene.perMinute * shapeOf(scene, minute + 0.5) * random.waver(variation)
    for (let left = random.poisson(mean); left > 0; left--) {
      const report = { minute: scene.startsAt + minute * minuteMs, ...describe() }
      if (scene.kind === 'brigade') {
        reports.push({ ...report, ...random.pick(brigadeNetworks), presses: 1 + random.poisson(0.7) })
      } else {
        const network = scene.kind === 'rumour' ? 8000 + random.below(rumourNetworks) : random.below(networks)
        reports.push({ ...report, network })
      }
    }
  }
  return reports
}

/** Two lists in order of time as one. */
export const merge = (one: MadeReport[], other: MadeReport[]): MadeReport[] =>
  other.length === 0 ? one : [...one, ...other].sort((a, b) => a.minute - b.minute)
