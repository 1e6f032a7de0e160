import type { WebhookData } from '#core/webhook.ts'
import type { Directory } from '#store/service/directory.ts'
import type { Untold } from '#store/webhook/deliveries.ts'

const iso = (at: number) => new Date(at).toISOString()

const wordOf = ({ postedAt, hours, ...word }: NonNullable<Untold['official']>) => ({
  ...word,
  postedAt: iso(postedAt),
  ...(hours && { hours: { from: iso(hours.from), until: iso(hours.until) } }),
})

/** The data of an event for programs. @param origin of the public pages; '' where none is set: addresses are paths then */
export function webhookData(
  directory: Pick<Directory, 'byId'>,
  origin: string,
  { serviceId, incident, change, official, at }: Untold,
): WebhookData | null {
  const service = directory.byId(serviceId)
  if (!service) return null
  return {
    service: { slug: service.slug, name: service.name },
    incident: incident && {
      id: incident.publicId,
      status: change?.to ?? incident.status,
      worst: incident.worst,
      startedAt: iso(incident.startedAt),
      endedAt: incident.endedAt === null ? null : iso(incident.endedAt),
      peak15m: incident.peak15m,
      url: `${origin}/en/incidents/${incident.publicId}`,
    },
    ...(change && { change: { from: change.from, to: change.to, at: iso(at) } }),
    ...(official && { official: wordOf(official) }),
  }
}
