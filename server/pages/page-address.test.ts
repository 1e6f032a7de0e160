import { expect, it } from 'vitest'
import { readPageAddress, unkept } from './page-address.ts'

const read = (address: string) => {
  const { pathname, searchParams } = new URL(address, 'http://desk')
  return readPageAddress(pathname, searchParams, { isReceipt: () => false, mergedInto: () => null })
}

it('a history narrowed by severity and month is one of few, and kept; made-up filters are none', () => {
  const path = '/en/status/chat/history'
  expect(read(`${path}?severity=major&month=2026-03&x=1`)).toEqual({
    path: `${path}?severity=major&month=2026-03`,
    shared: true,
    personal: false,
  })
  for (const query of ['', '?severity=all', '?month=2026-13', '?month=&severity='])
    expect(read(path + query)).toEqual({ path, shared: true, personal: false })
})

it('older notes of an incident are asked for by a note, and kept nowhere', () => {
  const path = '/ar/incidents/2026-03-17-chat-k7q2'
  const id = '0195a3f0-0000-7000-8000-000000000001'
  expect(read(`${path}?before=${id}`)).toEqual({
    path: `${path}?before=${id}`,
    shared: false,
    personal: false,
  })
  expect(read(`${path}?before=1`)).toEqual({ path, shared: true, personal: false })
})

it('what settings and the list say after a form is one of few, and kept; “saved” without a cookie is not true', () => {
  const path = '/en/settings?said=saved'
  expect(read(`${path}&theme=dark`)).toEqual({ path, shared: true, personal: false })
  expect(read('/en/settings?said=anything').path).toBe('/en/settings')
  expect(read('/ar/following?said=full&of=1').path).toBe('/ar/following?said=full')
  expect(unkept(read(path)).path).toBe('/en/settings?said=cookieRefused')
  for (const other of ['/en/settings', '/en/settings?said=cookieGone', '/en/status/chat'])
    expect(unkept(read(other))).toEqual(read(other))
})
