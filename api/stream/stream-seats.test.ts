import { expect, it } from 'vitest'
import { unitsOf } from '#ingest/address.ts'
import { createSeats } from './stream-seats.ts'

const limits = { perProcess: 6, perPrefix: 4, perUnit: 2 }
const from = (address: string) => unitsOf(address)!

/** Which of these find a seat, one after the other. */
const seated = (addresses: string[], seats = createSeats(limits)) =>
  addresses.map((address) => seats.take(from(address)))

it('seats two of one household, and one of 64 bits is one', () => {
  expect(seated(['10.0.0.1', '10.0.0.1', '10.0.0.1', '10.0.0.2'])).toEqual([true, true, false, true])
  expect(seated(['2001:db8::1', '2001:db8::2', '2001:db8::3', '2001:db8:0:1::1'])).toEqual([
    true,
    true,
    false,
    true,
  ])
})

it('seats four of one neighbourhood', () => {
  const neighbours = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5', '10.0.1.5']
  expect(seated(neighbours)).toEqual([true, true, true, true, false, true])
})

it('seats six altogether, and as many again as leave', () => {
  const seats = createSeats(limits)
  const all = Array.from({ length: 7 }, (_, index) => `10.0.${index}.1`)
  expect(seated(all, seats)).toEqual([true, true, true, true, true, true, false])
  expect(seats.taken).toBe(6)
  seats.leave(from('10.0.3.1'))
  expect(seated(['10.0.0.1', '10.0.0.1'], seats)).toEqual([true, false])
  for (const address of ['10.0.0.1', '10.0.0.1']) seats.leave(from(address))
  expect(seats.taken).toBe(4)
  expect(seated(['10.0.0.1', '10.0.0.1'], seats)).toEqual([true, true])
})
