import { connect, type Socket } from 'node:net'

export interface Answer {
  status: number
  /** Header block as it came. */
  head: string
  body: Buffer
}

type Done = (answer: Answer | null) => void

const nothing = Buffer.alloc(0)
const end = Buffer.from('\r\n\r\n')

/**
 * One kept-alive connection, one request at a time. On bare sockets, because a client of Node's own costs more than
 * the servers that are to be measured. An answer is null when the connection broke.
 */
export class Connection {
  private socket: Socket | null = null
  private done: Done | null = null
  private seen: Buffer = nothing
  private head = ''
  private status = 0
  /** Bytes of the body that are to come; -1 while the head is, -2 in chunks. */
  private left = -1
  private parts: Buffer[] = []

  constructor(
    private readonly port: number,
    private readonly localAddress?: string,
  ) {}

  get idle(): boolean {
    return this.done === null
  }

  ask(request: string, done: Done): void {
    this.done = done
    this.left = -1
    this.seen = nothing
    this.parts = []
    this.socket ??= this.open()
    this.socket.write(request)
  }

  close(): void {
    this.socket?.destroy()
  }

  private open(): Socket {
    const socket = connect({
      port: this.port,
      host: '127.0.0.1',
      noDelay: true,
      ...(this.localAddress && { localAddress: this.localAddress }),
    })
    socket.on('data', (chunk: Buffer) => this.take(chunk))
    socket.on('error', () => {})
    socket.on('close', () => {
      if (this.socket !== socket) return
      this.socket = null
      this.finish(null)
    })
    return socket
  }

  private finish(answer: Answer | null): void {
    const done = this.done
    this.done = null
    if (answer && /\r\nconnection: close/i.test(answer.head)) {
      this.socket?.destroy()
      this.socket = null
    }
    done?.(answer)
  }

  private take(chunk: Buffer): void {
    let rest = chunk
    if (this.left === -1) {
      this.seen = this.seen.length > 0 ? Buffer.concat([this.seen, chunk]) : chunk
      const at = this.seen.indexOf(end)
      if (at < 0) return
      this.head = this.seen.toString('latin1', 0, at)
      this.status = Number(this.head.slice(9, 12))
      rest = this.seen.subarray(at + 4)
      this.seen = nothing
      const length = /\r\ncontent-length: *(\d+)/i.exec(this.head)
      const isEmpty = this.status === 204 || this.status === 304
      this.left = isEmpty ? 0 : length ? Number(length[1]) : -2
    }
    if (this.left === -2) {
      this.seen = Buffer.concat([this.seen, rest])
      const body = unchunk(this.seen)
      if (body) this.finish({ status: this.status, head: this.head, body })
      return
    }
    this.left -= rest.length
    if (rest.length > 0) this.parts.push(rest)
    if (this.left > 0) return
    const body = this.parts.length === 1 ? this.parts[0]! : Buffer.concat(this.parts)
    this.finish({ status: this.status, head: this.head, body })
  }
}

/** The body of an answer in chunks (RFC 9112 7.1), or null while it is not all there. */
export function unchunk(bytes: Buffer): Buffer | null {
  const parts: Buffer[] = []
  for (let at = 0; ; ) {
    const line = bytes.indexOf('\r\n', at)
    if (line < 0) return null
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16)
    const from = line + 2
    if (bytes.length < from + size + 2) return null
    if (size === 0) return Buffer.concat(parts)
    parts.push(bytes.subarray(from, from + size))
    at = from + size + 2
  }
}
