import { z } from 'zod'
import { problemSlugs, slugPattern } from './report/report.ts'

/** The catalogue: services as data a contributor can edit (prisma/catalogue/*.json). */

const slug = z.string().regex(slugPattern)
const text = z.strictObject({ en: z.string().trim().min(1).max(80), ar: z.string().trim().min(1).max(80) })
const httpsUrl = z.url({ protocol: /^https$/ })
const country = z.string().regex(/^[A-Z]{2}$/)

export const categoryEntry = z.strictObject({ slug, name: text })

export const operatorEntry = z.strictObject({
  slug,
  name: text,
  /** The operator's own public status page, if it has one. */
  statusPage: httpsUrl.optional(),
})

/** Slugs that are path words under a service's address. */
const reserved = ['c', 'reports', 'report', 'history', 'map', 'embed', 'new', 'all', 'api']

export const serviceEntry = z.strictObject({
  slug: slug.refine((value) => !reserved.includes(value), 'reserved slug'),
  name: text,
  category: slug,
  operator: slug,
  /** The service this one is a part of. */
  parent: slug.optional(),
  /** Services whose failure takes this one down. */
  dependsOn: z.array(slug).max(8).default([]),
  homepage: httpsUrl.optional(),
  /** Other ways people write the name, in any script, lower case. */
  aliases: z.array(z.string().trim().min(1).max(60)).max(24).default([]),
  /** Kinds of trouble offered, in order; "other" comes last. */
  problems: z
    .array(z.enum(problemSlugs))
    .min(2)
    .max(6)
    .refine(
      (list) => list.at(-1) === 'other' && new Set(list).size === list.length,
      'distinct, "other" last',
    ),
  /** Countries where it is used (ISO 3166-1 alpha-2); empty = everywhere. */
  markets: z.array(country).max(30).default([]),
  /** Order in lists of well-known services; 1 is the best known. */
  rank: z.int().min(1).max(9999),
})

/** What of a service its editors may change: all but the slug, which is its address for good. */
export const serviceFields = serviceEntry.omit({ slug: true })

export type ServiceFields = z.infer<typeof serviceFields>

export const catalogue = z.strictObject({
  categories: z.array(categoryEntry),
  operators: z.array(operatorEntry),
  services: z.array(serviceEntry),
})

export type CategoryEntry = z.infer<typeof categoryEntry>
export type OperatorEntry = z.infer<typeof operatorEntry>
export type ServiceEntry = z.infer<typeof serviceEntry>
export type Catalogue = z.infer<typeof catalogue>

/** Says what in a catalogue does not fit together: unknown references, doubles, circles. Empty = sound. */
export function catalogueProblems(entries: Catalogue): string[] {
  const problems: string[] = []
  const doubles = (kind: string, list: { slug: string }[]) => {
    const seen = new Set<string>()
    for (const { slug: name } of list) {
      if (seen.has(name)) problems.push(`${kind} "${name}" appears twice`)
      seen.add(name)
    }
    return seen
  }
  const categories = doubles('category', entries.categories)
  const operators = doubles('operator', entries.operators)
  const services = doubles('service', entries.services)
  const bySlug = new Map(entries.services.map((service) => [service.slug, service]))
  for (const service of entries.services) {
    if (!categories.has(service.category))
      problems.push(`${service.slug}: unknown category "${service.category}"`)
    if (!operators.has(service.operator))
      problems.push(`${service.slug}: unknown operator "${service.operator}"`)
    for (const other of [...service.dependsOn, ...(service.parent ? [service.parent] : [])]) {
      if (!services.has(other)) problems.push(`${service.slug}: unknown service "${other}"`)
    }
    const seen = new Set([service.slug])
    for (let up = service.parent; up; up = bySlug.get(up)?.parent) {
      if (seen.has(up)) {
        problems.push(`${service.slug}: its parents run in a circle`)
        break
      }
      seen.add(up)
    }
  }
  return problems
}
