import { describe, expect, it } from 'vitest'
import { formTokenPlaceholder } from '#core/report/form-token.ts'
import { newId } from '#store/id.ts'
import { createTokens, type TokenState } from './tokens.ts'

const tokens = createTokens('a'.repeat(64))
const strangers = createTokens('b'.repeat(64))
const noon = Date.parse('2026-03-17T12:00:00Z')
const [second, minute, hour] = [1_000, 60_000, 3_600_000]
const unit = '203.0.113.9/32'

/** The token with one character of each part changed. */
const tampered = (token: string): string[] =>
  [0, 5, 20, 30].map((at) => token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1))

describe('a page token', () => {
  const token = tokens.issuePage('chat', unit, noon)
  const at = (age: number): TokenState => tokens.checkPage(token, 'chat', unit, noon + age)

  it('is good for ten minutes, then expired', () => {
    expect([0, 10 * minute].map(at)).toEqual(['good', 'good'])
    expect([10 * minute + 1, 24 * hour].map(at)).toEqual(['expired', 'expired'])
  })

  it('has one spelling', () => {
    const spelt = [`${token}=`, `${token}!`, `${token}.more`, token.replaceAll('-', '+').replaceAll('_', '/')]
    for (const other of spelt.filter((one) => one !== token))
      expect([other, tokens.checkPage(other, 'chat', unit, noon)]).toEqual([other, 'forged'])
  })

  it('is not good before it was issued', () => {
    expect(at(-1)).toBe('expired')
  })

  it('is forged for another service, another unit or another instance', () => {
    const later = noon + 5 * second
    expect(tokens.checkPage(token, 'bank', unit, later)).toBe('forged')
    expect(tokens.checkPage(token, 'chat', '203.0.113.10/32', later)).toBe('forged')
    expect(strangers.checkPage(token, 'chat', unit, later)).toBe('forged')
  })

  it('is forged when anything in it is changed, or it is none', () => {
    const form = tokens.issueForm('chat', noon)
    for (const wrong of [...tampered(token), form, '', '..', 'p1', 'p1.x.', `${token}A`, 'é'.repeat(64)]) {
      expect(tokens.checkPage(wrong, 'chat', unit, noon + 5 * second), wrong).toBe('forged')
    }
  })
})

describe('a form token', () => {
  const token = tokens.issueForm('chat', noon)
  const at = (age: number): TokenState => tokens.checkForm(token, 'chat', noon + age)

  it('is as long as its placeholder, at any time and for any service', () => {
    for (const time of [0, noon, Date.parse('2999-12-31T23:59:59Z')]) {
      expect(tokens.issueForm('chat', time)).toHaveLength(formTokenPlaceholder.length)
      expect(tokens.issueForm('a-much-longer-slug', time)).toHaveLength(formTokenPlaceholder.length)
    }
  })

  it('lives a day', () => {
    expect([0, 24 * hour].map(at)).toEqual(['good', 'good'])
    expect(at(24 * hour + 1)).toBe('expired')
  })

  it('is forged for another service or instance, changed, or of another kind', () => {
    const later = noon + minute
    expect(tokens.checkForm(token, 'bank', later)).toBe('forged')
    expect(strangers.checkForm(token, 'chat', later)).toBe('forged')
    for (const wrong of [
      ...tampered(token),
      tokens.issuePage('chat', unit, noon),
      formTokenPlaceholder,
      '',
    ]) {
      expect(tokens.checkForm(wrong, 'chat', later), wrong).toBe('forged')
    }
  })
})

describe('a receipt', () => {
  const report = { serviceId: newId(0), id: newId(noon), country: 'SA', network: null }
  const receipt = tokens.issueReceipt(report)

  it('gives the report back for thirty minutes', () => {
    expect(receipt).toMatch(/^[A-Za-z0-9_-]{68}$/)
    expect(tokens.readReceipt(receipt, noon + 30 * minute)).toEqual({ ...report, createdAt: noon })
    expect(tokens.readReceipt(receipt, noon + 30 * minute + 1)).toBe('expired')
    for (const place of [
      { country: null, network: null },
      { country: 'EG', network: 'شبكة الخليج' },
      { country: null, network: 'Gulf Net' },
    ]) {
      const told = { ...report, ...place }
      expect(tokens.readReceipt(tokens.issueReceipt(told), noon)).toEqual({ ...told, createdAt: noon })
    }
  })

  it('is forged when anything in it is changed, or it is another instance’s', () => {
    expect(strangers.readReceipt(receipt, noon)).toBe('forged')
    for (const wrong of [...tampered(receipt), receipt.slice(0, 64), `${receipt}AAAA`, '', 'x'.repeat(68)]) {
      expect(tokens.readReceipt(wrong, noon), wrong).toBe('forged')
    }
  })
})
