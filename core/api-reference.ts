import { z } from 'zod'

/** The API as its page tells it: what the OpenAPI document says, short enough to be handed to the page process. */
const operation = z.object({
  tag: z.string(),
  method: z.string(),
  path: z.string(),
  summary: z.string(),
  description: z.string(),
  fields: z.array(
    z.object({
      name: z.string(),
      where: z.enum(['path', 'query', 'header', 'body']),
      isNeeded: z.boolean(),
      kind: z.string(),
    }),
  ),
})

export const apiReference = z.object({
  operations: z.array(operation),
  problems: z.array(z.object({ code: z.string(), status: z.number(), type: z.string() })),
})

export type ApiReference = z.infer<typeof apiReference>
export type ApiOperation = ApiReference['operations'][number]

const field = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  default: z.unknown().optional(),
})
type FieldSchema = z.infer<typeof field>

const openapi = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        summary: z.string().optional(),
        description: z.string().optional(),
        tags: z.array(z.string()).optional(),
        parameters: z
          .array(
            z.object({
              name: z.string(),
              in: z.enum(['path', 'query', 'header']),
              required: z.boolean().optional(),
              schema: field.optional(),
            }),
          )
          .optional(),
        requestBody: z
          .object({
            content: z.record(
              z.string(),
              z.object({
                schema: z
                  .object({
                    properties: z.record(z.string(), field).optional(),
                    required: z.array(z.string()).optional(),
                  })
                  .optional(),
              }),
            ),
          })
          .optional(),
      }),
    ),
  ),
})

/** "integer 1–50", "1h | 24h | 7d | 30d": a field's kind in a few signs. */
function kindOf(schema: FieldSchema | undefined): string {
  if (!schema) return ''
  if (schema.enum) return schema.enum.map(String).join(' | ')
  const { minimum, maximum } = schema
  const bounded = minimum !== undefined && maximum !== undefined && maximum < 1e9
  const kind = schema.format ?? [schema.type ?? ''].flat().join(' | ')
  return bounded ? `${kind} ${minimum}–${maximum}` : kind
}

/** The operations of an OpenAPI document, in its order. Throws ZodError on what is none. */
export function operationsOf(document: unknown): ApiOperation[] {
  const { paths } = openapi.parse(document)
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, said]) => {
      const body = Object.values(said.requestBody?.content ?? {})[0]?.schema
      return {
        tag: said.tags?.[0] ?? 'other',
        method: method.toUpperCase(),
        path,
        summary: said.summary ?? '',
        description: said.description ?? '',
        fields: [
          ...(said.parameters ?? []).map((one) => ({
            name: one.name,
            where: one.in,
            isNeeded: one.required === true,
            kind: kindOf(one.schema),
          })),
          ...Object.entries(body?.properties ?? {}).map(([name, schema]) => ({
            name,
            where: 'body' as const,
            isNeeded: body?.required?.includes(name) === true,
            kind: kindOf(schema),
          })),
        ],
      }
    }),
  )
}

/** What answers beside the API; words under developers.other. */
export const besideApi = [
  { path: '/embed/{slug}', what: 'embed' },
  { path: '/embed.js', what: 'loader' },
  { path: '/badge/{slug}.svg', what: 'badge' },
  { path: '/badge/{slug}.json', what: 'badge' },
  { path: '/feed.atom', what: 'feed' },
  { path: '/feed.rss', what: 'feed' },
  { path: '/feed.json', what: 'feed' },
  { path: '/status/{slug}/feed.atom', what: 'feed' },
  { path: '/og/en/{slug}.png', what: 'picture' },
  { path: '/healthz', what: 'health' },
  { path: '/readyz', what: 'ready' },
] as const
