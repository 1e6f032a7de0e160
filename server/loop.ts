import type { Log } from '#base/log.ts'

export interface Loop {
  /** Resolves when the look that is under way has ended. */
  stop(): Promise<void>
}

/** Repeats `look` with a pause of `everyMs` after each; a failure is logged once until the next success. */
export function createLoop(name: string, everyMs: number, look: () => Promise<unknown>, log: Log): Loop {
  let timer: NodeJS.Timeout | null = null
  let stopped = false
  let failing = false
  let running: Promise<void> = Promise.resolve()
  const run = () => {
    running = look()
      .then(() => {
        if (failing) log.info(`${name}: works again`)
        failing = false
      })
      .catch((error) => {
        if (!failing) log.error(`${name}: ${error instanceof Error ? error.message : String(error)}`)
        failing = true
      })
      .finally(() => {
        if (!stopped) timer = setTimeout(run, everyMs)
      })
  }
  run()
  return {
    async stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      await running
    },
  }
}
