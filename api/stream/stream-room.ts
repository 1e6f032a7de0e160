import type { Socket } from 'node:net'

export interface RoomLimits {
  /** Every listener hears at least this often that the stream is alive. */
  beatMs: number
  /** The longest life of a stream; then its reader comes again. */
  lifeMs: number
  /** A reader with more than this unsent is cut: it comes back and gets the state as it is then. */
  unsentBytes: number
  /** So is one that has not taken all it was sent for so long. */
  stuckMs: number
}

/** One open stream. There may be ten thousand: nothing is kept for each but this. */
interface Reader {
  readonly socket: Socket
  /** Letters up to this one are in what it was greeted with. */
  readonly since: number
  readonly endsAt: number
  /** When nothing was waiting to be sent to it. */
  drainedAt: number
}

/** Those who hear the same. */
export type Audience = Set<Reader>

/** All open streams: what is written to them, when, and how they end. Knows nothing of what they are about. */
export interface Room {
  /** Adds a reader, whose head has been sent; `onLeave` is called once, when its socket is closed. */
  enter(audience: Audience, socket: Socket, greeting: Buffer | null, onLeave: () => void): void
  /** Writes to each who is in the audience by now. */
  post(audience: Audience, bytes: Buffer): void
  /** Ends the streams of an audience, after what was posted before. */
  dismiss(audience: Audience): void
  /** Ends all streams. */
  close(): void
}

/** An event and not a comment, so that scripts in browsers hear it too. */
const beatBytes = Buffer.from('event: beat\ndata: {}\n\n')
/** Listeners take turns within the interval, so that no moment is one of ten thousand writes. */
const turns = 60
/** So many writes in one go, some milliseconds of them; between goes the process does its other work. */
const writesInOneGo = 256

/** When to come again, in a frame: all who were cut in one moment must not return in one. */
const retryFrame = (): Buffer => Buffer.from(`retry: ${1000 + Math.floor(Math.random() * 4001)}\n\n`)

interface Letter {
  number: number
  /** What is left of the audience; unlike an array's, it follows those who leave. */
  to: Iterator<Reader>
  /** null: this was the last one. */
  bytes: Buffer | null
}

export function createRoom({ beatMs, lifeMs, unsentBytes, stuckMs }: RoomLimits): Room {
  const rounds = Array.from({ length: turns }, (): Audience => new Set())
  const letters: Letter[] = []
  let posted = 0
  let entered = 0
  let turn = 0

  const send = (reader: Reader, bytes: Buffer): void => {
    const { socket } = reader
    if (!socket.writable) return
    const unsent = socket.writableLength
    const now = performance.now()
    if (unsent === 0) reader.drainedAt = now
    // Asked before writing: one big event is no reason to cut a reader who has kept up so far.
    if (unsent > unsentBytes || now - reader.drainedAt > stuckMs) socket.destroy()
    else socket.write(bytes)
  }

  const end = ({ socket }: Reader): void => {
    if (!socket.writable) return
    if (socket.writableLength === 0) socket.write(retryFrame())
    // Whoever is behind would keep a closing server waiting.
    if (socket.writableLength > 0) socket.destroy()
    else socket.destroySoon()
  }

  const deliver = (): void => {
    let left = writesInOneGo
    for (let letter = letters[0]; letter; letter = letters[0]) {
      for (let next = letter.to.next(); !next.done; next = letter.to.next()) {
        const reader = next.value
        if (reader.since >= letter.number) continue
        if (letter.bytes) send(reader, letter.bytes)
        else end(reader)
        if (--left > 0) continue
        setImmediate(deliver)
        return
      }
      letters.shift()
    }
  }

  const post = (audience: Audience, bytes: Buffer | null): void => {
    letters.push({ number: ++posted, to: audience.values(), bytes })
    // Otherwise the one that is being delivered comes to it.
    if (letters.length === 1) deliver()
  }

  const timer = setInterval(() => {
    const now = performance.now()
    for (const reader of rounds[turn++ % turns]!) {
      if (now >= reader.endsAt) end(reader)
      else send(reader, beatBytes)
    }
  }, beatMs / turns)
  timer.unref()

  return {
    enter(audience, socket, greeting, onLeave) {
      const now = performance.now()
      // Those who came together, after a restart, must not leave together.
      const endsAt = now + lifeMs * (0.8 + 0.2 * Math.random())
      const reader: Reader = { socket, since: posted, endsAt, drainedAt: now }
      const round = rounds[entered++ % turns]!
      audience.add(reader)
      round.add(reader)
      socket.on('close', () => {
        audience.delete(reader)
        round.delete(reader)
        onLeave()
      })
      send(reader, retryFrame())
      if (greeting) send(reader, greeting)
    },
    post,
    dismiss: (audience) => post(audience, null),
    close() {
      clearInterval(timer)
      for (const round of rounds) for (const reader of round) end(reader)
    },
  }
}
