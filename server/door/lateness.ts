import { monitorEventLoopDelay, performance } from 'node:perf_hooks'

/** A process that rests in between is late for other reasons than its work: a pause, a neighbour on the machine. */
const busyShare = 0.75
const resolutionMs = 10
const windowMs = 1_000

export interface Lateness {
  /** How late the event loop was in the last second, ms: 99th percentile; 0 while it is not busy. */
  readonly ms: number
  stop(): void
}

/** Measures the event loop, once a second. */
export function measureLateness(): Lateness {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs })
  delays.enable()
  let usage = performance.eventLoopUtilization()
  let ms = 0
  const timer = setInterval(() => {
    const { utilization } = performance.eventLoopUtilization(usage)
    usage = performance.eventLoopUtilization()
    ms = utilization < busyShare ? 0 : Math.max(0, delays.percentile(99) / 1e6 - resolutionMs)
    delays.reset()
  }, windowMs)
  timer.unref()
  return {
    get ms() {
      return ms
    },
    stop() {
      clearInterval(timer)
      delays.disable()
    },
  }
}
