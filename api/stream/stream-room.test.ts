import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Audience, createRoom, type Room } from './stream-room.ts'

// The room with sockets that only pretend, and a clock of its own.

const second = 1000
const limits = { beatMs: 15 * second, lifeMs: 30 * 60 * second, unsentBytes: 64 * 1024, stuckMs: 30 * second }
let room: Room
let audience: Audience

/** A socket that takes all it is given, or nothing while it is stuck. */
class FakeSocket extends EventEmitter {
  heard: string[] = []
  writtenAt: number[] = []
  writable = true
  writableLength = 0
  isStuck = false
  ending: 'cut' | 'soon' | null = null

  write(bytes: Buffer): void {
    this.heard.push(bytes.toString())
    this.writtenAt.push(performance.now())
    if (this.isStuck) this.writableLength += bytes.length
  }
  drain(): void {
    this.isStuck = false
    this.writableLength = 0
  }
  destroy(): void {
    this.end('cut')
  }
  destroySoon(): void {
    this.end('soon')
  }
  private end(ending: 'cut' | 'soon'): void {
    this.writable = false
    this.ending ??= ending
    queueMicrotask(() => this.emit('close'))
  }
  get events(): string[] {
    return this.heard.filter((text) => !/^retry|^event: beat/.test(text))
  }
  get beats(): number[] {
    return this.writtenAt.filter((_, index) => this.heard[index]!.startsWith('event: beat'))
  }
}

const enter = (greeting: string | null = null, onLeave = () => {}): FakeSocket => {
  const socket = new FakeSocket()
  room.enter(audience, socket as unknown as Socket, greeting === null ? null : Buffer.from(greeting), onLeave)
  return socket
}
const post = (text: string) => room.post(audience, Buffer.from(text))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setImmediate', 'performance'] })
  room = createRoom(limits)
  audience = new Set()
})
afterEach(() => {
  room.close()
  vi.useRealTimers()
})

describe('what is posted', () => {
  it('goes to each in the order it was posted, a crowd or not, and not twice to who came meanwhile', () => {
    const crowd = Array.from({ length: 1000 }, () => enter('greeting'))
    post('one')
    post('two')
    // The first are being written to; this one has been greeted with both.
    const late = enter('greeting with two')
    post('three')
    vi.advanceTimersByTime(20)
    for (const socket of crowd) expect(socket.events).toEqual(['greeting', 'one', 'two', 'three'])
    expect(late.events).toEqual(['greeting with two', 'three'])
  })

  it('is written in several goes, with room for other work between them', () => {
    const crowd = Array.from({ length: 1000 }, () => enter())
    post('one')
    const reached = () => crowd.filter(({ events }) => events.length > 0).length
    expect(reached()).toBeGreaterThan(0)
    expect(reached()).toBeLessThan(500)
    vi.advanceTimersByTime(20)
    expect(reached()).toBe(1000)
  })

  it('goes to nobody who has left', async () => {
    const onLeave = vi.fn()
    const socket = enter(null, onLeave)
    socket.destroy()
    await Promise.resolve()
    post('one')
    expect(socket.events).toEqual([])
    expect(onLeave).toHaveBeenCalledOnce()
    expect(audience.size).toBe(0)
  })
})

describe('a beat', () => {
  it('comes every 15 seconds to each, and never to all at once', () => {
    const crowd = Array.from({ length: 600 }, () => enter())
    vi.advanceTimersByTime(60 * second)
    for (const { beats } of crowd) {
      expect(beats).toHaveLength(4)
      expect(beats[1]! - beats[0]!).toBeCloseTo(15 * second, -1)
    }
    const moments = new Map<number, number>()
    for (const at of crowd.flatMap(({ beats }) => beats)) moments.set(at, (moments.get(at) ?? 0) + 1)
    expect(Math.max(...moments.values())).toBe(10)
  })
})

describe('a reader', () => {
  it('is cut when more than 64 kB wait for it, and nobody else is', () => {
    const [slow, quick] = [enter(), enter()]
    slow.isStuck = true
    for (let event = 0; event < 8; event++) post('x'.repeat(10_000))
    expect([slow.ending, slow.events.length]).toEqual(['cut', 7])
    expect([quick.ending, quick.events.length]).toEqual([null, 8])
  })

  it('is cut when it has taken nothing for 30 seconds', () => {
    const [slow, slowAtTimes] = [enter(), enter()]
    for (const socket of [slow, slowAtTimes]) socket.isStuck = true
    vi.advanceTimersByTime(29 * second)
    expect(slow.ending).toBeNull()
    slowAtTimes.drain()
    vi.advanceTimersByTime(17 * second)
    expect([slow.ending, slowAtTimes.ending]).toEqual(['cut', null])
  })

  it('is sent away within half an hour, with a time to come again, and not all at once', () => {
    const crowd = Array.from({ length: 60 }, () => enter())
    vi.advanceTimersByTime(23 * 60 * second)
    expect(crowd.every(({ ending }) => ending === null)).toBe(true)
    vi.advanceTimersByTime(4 * 60 * second)
    const left = crowd.filter(({ ending }) => ending !== null).length
    expect(left).toBeGreaterThan(5)
    expect(left).toBeLessThan(55)
    vi.advanceTimersByTime(3 * 60 * second + 15 * second)
    for (const { ending, heard } of crowd) {
      expect(ending).toBe('soon')
      expect(heard.at(-1)).toMatch(/^retry: [1-5]\d{3}\n\n$/)
    }
  })
})

describe('the end', () => {
  it('of an audience comes after what was posted before, and is not the end of others', () => {
    const crowd = Array.from({ length: 600 }, () => enter())
    const gone = audience
    audience = new Set()
    const other = enter()
    room.post(gone, Buffer.from('last'))
    room.dismiss(gone)
    vi.advanceTimersByTime(20)
    for (const { heard, ending } of crowd) {
      expect(heard.slice(1)).toEqual(['last', expect.stringMatching(/^retry: /)])
      expect(ending).toBe('soon')
    }
    expect(other.ending).toBeNull()
  })

  it('of the room waits for no reader who is behind', () => {
    const [slow, quick] = [enter(), enter()]
    slow.isStuck = true
    post('one')
    room.close()
    expect([slow.ending, quick.ending]).toEqual(['cut', 'soon'])
  })
})
