import { expect, test } from 'vitest'
import { createLog, type LogLevel } from './log.ts'

function capture(level: LogLevel = 'info', human = false) {
  const lines: string[] = []
  const now = () => new Date('2026-11-24T06:00:00Z')
  return { lines, log: createLog({ level, human, now, write: (line) => lines.push(line) }) }
}

test('a line is JSON with its time, level, message and fields', () => {
  const { lines, log } = capture()
  log.with({ room: 'watch' }).warn('slow tick', { ms: 900n, at: new Date(0), level: 'mine' })
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    time: '2026-11-24T06:00:00.000Z',
    level: 'warn',
    message: 'slow tick',
    room: 'watch',
    ms: '900',
    at: '1970-01-01T00:00:00.000Z',
  })
})

test('lower levels are left out', () => {
  const { lines, log } = capture('warn')
  log.debug('a')
  log.info('b')
  log.error('c')
  expect(lines).toHaveLength(1)
  const silent = capture('silent')
  silent.log.error('x')
  expect(silent.lines).toEqual([])
})

test('a person gets plain words', () => {
  const { lines, log } = capture('info', true)
  log.info('listening', { url: 'http://127.0.0.1:3000', note: 'two words' })
  log.error('lost')
  expect(lines).toEqual([
    '06:00:00 listening url=http://127.0.0.1:3000 note="two words"',
    '06:00:00 ERROR lost',
  ])
})

test.each([
  'from 203.0.113.7 again',
  '203.0.113.7:443',
  'it was 203.0.113.7.',
  '[2001:db8::1]:80',
  '2001:db8:0:0:1:2:3:4',
  '::ffff:203.0.113.7',
  'fe80::1%eth0',
])('the address in "%s" is not written', (text) => {
  const { lines, log } = capture()
  log.error(text, { deep: [{ text }], error: new Error(text, { cause: text }) })
  expect(lines.join()).toContain('[address]')
  expect(lines.join()).not.toMatch(/203\.0|2001:db8|fe80/)
})

test.each(['at 10:20:30', 'v1.2.3', '127.0.0.1:54329', '::1', 'a::b::c', 'deadbeef', '1:2'])(
  '"%s" stays',
  (text) => {
    const { lines, log } = capture()
    log.info(text)
    expect(lines.join()).toContain(text)
  },
)

test('passwords in URLs are not written', () => {
  const { lines, log } = capture()
  log.error('cannot reach postgresql://desk:secret@db:5432/desk')
  expect(lines.join()).toContain('postgresql://…@db:5432/desk')
})
