import type { ServiceRecord } from '#store/service/services.ts'
import { type HistoryPlan, makeServiceHistory } from './service-history.ts'

/** A helper process of the seeding: gets its share of the services, answers with one history after the other. */
export interface HistoryShare {
  plan: HistoryPlan
  services: { service: ServiceRecord; place: number }[]
}

process.once('message', async ({ plan, services }: HistoryShare) => {
  for (const { service, place } of services) {
    const history = makeServiceHistory(plan, service, place)
    // Awaited, so that what is made does not pile up here.
    await new Promise<void>((resolve, reject) =>
      process.send!(history, (error: Error | null) => (error ? reject(error) : resolve())),
    )
  }
  process.disconnect()
})
process.once('disconnect', () => process.exit())
