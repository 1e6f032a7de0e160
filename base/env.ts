import { isIP } from 'node:net'
import { z } from 'zod'

/** "10.0.0.0/8, ::1" as a list; a single address is a range of one. */
const ranges = z.string().transform((text, context) => {
  const list = text.split(/[\s,]+/).filter(Boolean)
  const wrong = list.find((range) => !isRange(range))
  if (wrong === undefined) return list
  context.addIssue(`"${wrong}" is neither an address nor a range such as 10.0.0.0/8`)
  return z.NEVER
})

function isRange(text: string): boolean {
  const [address = '', bits, more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more !== undefined) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/\S+$/, 'must look like postgresql://user:password@host:5432/name')

const publicUrl = z
  .string()
  .regex(/^https?:\/\/[^/\s]+(\/\S*)?$/, 'must begin with http:// or https://')
  .transform((url) => url.replace(/\/+$/, ''))

const contact = z.string().regex(/^(mailto:\S+@\S+|https:\/\/\S+)$/, 'must begin with mailto: or https://')

/** Every setting there is. All have a default or may be absent: nothing needs to be set to start. */
const settings = z.object({
  /** Port of the site; the only one that is open to others. */
  PORT: z.coerce.number().int('must be a whole number').min(0).max(65535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  /** Absent: the Postgres that came with npm ci keeps its data in DATA_DIR. */
  DATABASE_URL: postgresUrl.optional(),
  /** For the pages alone, with fewer rights. */
  PAGE_DATABASE_URL: postgresUrl.optional(),
  /** For the pages alone, set by the front: mails can be asked for. */
  PAGES_OFFER_MAIL: z.literal('1').optional(),
  DATA_DIR: z.string().default('.data'),
  /** Front processes that share the port, each with a page process of its own. */
  WEB_CONCURRENCY: z.coerce.number().int('must be a whole number').min(1).max(64).default(1),
  /** Whose X-Forwarded-For is believed. */
  TRUSTED_PROXIES: ranges.default([]),
  /** A table of address ranges and countries in place of the packaged one. */
  GEO_TABLE: z.string().optional(),
  /** The address people see, when a proxy stands in front. */
  PUBLIC_URL: publicUrl.optional(),
  /** The country this site is for (ISO 3166-1 alpha-2): its own services stand among the well-known ones. */
  COUNTRY: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be two capital letters, such as SA')
    .optional(),
  /** Where to write about a hole in this site: a mail address or a page. Told in /.well-known/security.txt. */
  SECURITY_CONTACT: contact.optional(),
  /**
   * Whom a push service may complain to (RFC 8292): a mail address or a page. Absent: PUBLIC_URL, if it is https;
   * else nobody can be told by push.
   */
  PUSH_CONTACT: contact.optional(),
  /** The server that takes our mails: smtp://user:password@host:587, or smtps://. Absent: nobody can be told by mail. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be smtp:// or smtps://' }).optional(),
  /** Whom our mails are from: desk@example.org, or "Outage Desk <desk@example.org>". */
  MAIL_FROM: z
    .string()
    .regex(
      /^([^<>@\r\n]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
      'must be a mail address, with or without a name',
    )
    .optional(),
  /** Signs page tokens and the like. Absent: made at the first start and kept in the database. */
  SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  /** Requests at a time, a fifth of them for reports alone; ready answers and streams do not count. */
  MAX_IN_FLIGHT: z.coerce.number().int('must be a whole number').min(5).max(100_000).default(400),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

/** Mails need a sender, and links that lead here. */
const readable = settings.check(({ value, issues }) => {
  if (value.SMTP_URL === undefined) return
  for (const name of ['MAIL_FROM', 'PUBLIC_URL'] as const) {
    if (value[name] === undefined)
      issues.push({ code: 'custom', path: [name], message: 'is needed beside SMTP_URL', input: undefined })
  }
})

export type Env = z.infer<typeof settings>

/** Reads all settings at once and names everything that is wrong. A setting set to nothing counts as absent. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const given = Object.keys(settings.shape).map((name) => [name, source[name]?.trim() || undefined])
  const result = readable.safeParse(Object.fromEntries(given))
  if (result.success) return result.data
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`These settings cannot be used:\n${lines.join('\n')}`)
}

/** What a child process needs of ours besides its own settings: where programs are, and nothing secret. */
export function plainEnv(source: Record<string, string | undefined> = process.env): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'LANG', 'SystemRoot']
  return { NODE_ENV: 'production', ...Object.fromEntries(names.map((name) => [name, source[name]])) }
}
