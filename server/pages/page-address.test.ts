import { expect, it } from 'vitest'
import { readPageAddress } from './page-address.ts'

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
