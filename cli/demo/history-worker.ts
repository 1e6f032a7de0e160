import { parentPort, workerData } from 'node:worker_threads'
import type { ServiceRecord } from '#store/services.ts'
import { type HistoryPlan, makeServiceHistory } from './service-history.ts'

/** One thread of the seeding: its share of the services, one after the other. */
export interface HistoryShare {
  plan: HistoryPlan
  services: { service: ServiceRecord; place: number }[]
}

const { plan, services } = workerData as HistoryShare
for (const { service, place } of services) {
  parentPort!.postMessage(makeServiceHistory(plan, service, place))
}
