import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import { minuteMs } from '#core/bucket.ts'
import { formTokenPlaceholder } from '#core/report/form-token.ts'
import { receiptHead, receiptMs } from '#core/report/receipt.ts'

/** Signed, stateless handles. Every signed field is bound by a separator that no field can hold. */

const formTokenMs = 24 * 60 * minuteMs
const pageTokenMs = 10 * minuteMs
/** So long somebody without script waits in the place of a proof of work. */
const waitMs = 10_000

export type TokenState = 'good' | 'expired' | 'forged'

export interface ReceiptPlace {
  serviceId: string
  id: string
  createdAt: number
  country: string | null
  network: string | null
}

const receiptSignature = 17

export interface Tokens {
  /** For the plain form: bound to the service, the same for everybody, so that pages can be cached. */
  issueForm(slug: string, now: number): string
  checkForm(token: string, slug: string, now: number): TokenState
  /** For our page's script: bound to the service and the address unit. */
  issuePage(slug: string, unit: string, now: number): string
  checkPage(token: string, slug: string, unit: string, now: number): TokenState
  /** For our page's script when a proof of work is asked for: worth nothing without it (ingest/proofs). */
  issueAsking(slug: string, unit: string, now: number): string
  checkAsking(token: string, slug: string, unit: string, now: number): TokenState
  /** For a sender without script who is asked to wait: good after ten seconds. */
  issueWait(slug: string, unit: string, now: number): string
  checkWait(token: string, slug: string, unit: string, now: number): TokenState | 'early'
  /**
   * The handle by which a report can be taken back. It carries the country and the network the report was counted
   * under, which the store keeps as counts only.
   */
  issueReceipt(report: Omit<ReceiptPlace, 'createdAt'>): string
  readReceipt(receipt: string, now: number): ReceiptPlace | 'expired' | 'forged'
}

const hexOf = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex')
const uuidOf = (bytes: Buffer) =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** @param secret the instance's secret, hex */
export function createTokens(secret: string): Tokens {
  // Its text is the key, not the bytes it writes down. Made once: the making costs as much as a signature.
  const key = createSecretKey(secret, 'utf8')
  const sign = (...parts: string[]) => createHmac('sha256', key).update(parts.join('\u0000')).digest()
  const same = (one: Buffer, other: Buffer) => one.length === other.length && timingSafeEqual(one, other)
  const issue = (kind: string, now: number, ...bound: string[]) => {
    const issuedAt = now.toString(36).padStart(17, '0')
    return `${kind}.${issuedAt}.${sign(kind, issuedAt, ...bound).toString('base64url')}`
  }
  const check = (
    token: string,
    kind: string,
    now: number,
    lifeMs: number,
    ...bound: string[]
  ): TokenState => {
    const [found, issuedAt = '', signature = '', ...more] = token.split('.')
    if (found !== kind || more.length > 0) return 'forged'
    // Decoding is lenient. A token has one spelling, or it could be used up under one and used again under another.
    if (Buffer.from(signature, 'base64url').toString('base64url') !== signature) return 'forged'
    if (!same(Buffer.from(signature, 'base64url'), sign(kind, issuedAt, ...bound))) return 'forged'
    const age = now - Number.parseInt(issuedAt, 36)
    return age < 0 || age > lifeMs ? 'expired' : 'good'
  }
  return {
    issueForm: (slug, now) => issue('f1', now, slug).padEnd(formTokenPlaceholder.length, '='),
    checkForm: (token, slug, now) => check(token.replace(/=+$/, ''), 'f1', now, formTokenMs, slug),
    issuePage: (slug, unit, now) => issue('p1', now, slug, unit),
    checkPage: (token, slug, unit, now) => check(token, 'p1', now, pageTokenMs, slug, unit),
    issueAsking: (slug, unit, now) => issue('q1', now, slug, unit),
    checkAsking: (token, slug, unit, now) => check(token, 'q1', now, pageTokenMs, slug, unit),
    issueWait: (slug, unit, now) => issue('w1', now, slug, unit),
    checkWait(token, slug, unit, now) {
      const state = check(token, 'w1', now, pageTokenMs, slug, unit)
      const issuedAt = Number.parseInt(token.split('.')[1] ?? '', 36)
      return state === 'good' && now - issuedAt < waitMs ? 'early' : state
    },
    issueReceipt({ serviceId, id, country, network }) {
      const place = Buffer.from(`${country ?? '--'}${network ?? ''}`)
      const body = Buffer.concat([hexOf(serviceId), hexOf(id), place])
      const signature = sign('receipt', body.toString('hex')).subarray(0, receiptSignature)
      return Buffer.concat([body, signature]).toString('base64url')
    },
    readReceipt(receipt, now) {
      const bytes = Buffer.from(receipt, 'base64url')
      if (bytes.length < receiptHead + receiptSignature) return 'forged'
      const body = bytes.subarray(0, -receiptSignature)
      const signature = sign('receipt', body.toString('hex')).subarray(0, receiptSignature)
      if (!same(bytes.subarray(-receiptSignature), signature)) return 'forged'
      const id = uuidOf(body.subarray(16, 32))
      // A report's id is a UUID v7 made at its arrival: it carries the time.
      const createdAt = body.readUIntBE(16, 6)
      if (now - createdAt > receiptMs) return 'expired'
      const country = body.subarray(32, receiptHead).toString()
      return {
        serviceId: uuidOf(body.subarray(0, 16)),
        id,
        createdAt,
        country: country === '--' ? null : country,
        network: body.subarray(receiptHead).toString() || null,
      }
    },
  }
}
