import type { Challenge } from '#core/report/proof.ts'

/** Longer nobody waits: the report goes without. */
const patienceMs = 30_000

/** Works out a challenge beside the page; undefined where the browser cannot, or not in time. */
export function workOut(challenge: Challenge): Promise<number | undefined> {
  return new Promise((resolve) => {
    let worker: Worker | undefined
    const end = (proof?: number): void => {
      clearTimeout(timer)
      worker?.terminate()
      resolve(proof)
    }
    const timer = setTimeout(end, patienceMs)
    try {
      worker = new Worker(new URL('./proof-worker.ts', import.meta.url), { type: 'module' })
      worker.onmessage = (event: MessageEvent<number | undefined>) => end(event.data)
      worker.onerror = () => end()
      worker.postMessage(challenge)
    } catch {
      end()
    }
  })
}
