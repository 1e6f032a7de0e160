import { isIP } from 'node:net'

const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const

export type LogLevel = (typeof levels)[number]

export type LogFields = Record<string, unknown>

type LogLine = (message: string, fields?: LogFields) => void

export interface Log {
  debug: LogLine
  info: LogLine
  warn: LogLine
  error: LogLine
  /** The same log with fields that every line carries. */
  with(fields: LogFields): Log
}

interface LogOptions {
  level?: LogLevel
  write?: (line: string) => void
  /** Lines for a person instead of JSON. */
  human?: boolean
  now?: () => Date
}

/**
 * One line an event, to stderr: JSON for machines, plain words on a terminal. People's addresses never get in:
 * whatever looks like one is replaced, wherever it stands, and so are passwords inside URLs.
 */
export function createLog(options: LogOptions = {}): Log {
  const {
    level = 'info',
    write = (line) => process.stderr.write(`${line}\n`),
    human = process.stderr.isTTY === true,
    now = () => new Date(),
  } = options
  const least = levels.indexOf(level)

  const make = (always: LogFields): Log => {
    const at =
      (name: LogLevel): LogLine =>
      (message, fields) => {
        if (levels.indexOf(name) < least) return
        const clean = redact({ ...always, ...fields }) as LogFields
        const line = { time: now().toISOString(), level: name, message: redactText(message) }
        write(human ? forPerson(line, clean) : JSON.stringify({ ...line, ...clean, ...line }))
      }
    return {
      debug: at('debug'),
      info: at('info'),
      warn: at('warn'),
      error: at('error'),
      with: (fields) => make({ ...always, ...fields }),
    }
  }
  return make({})
}

function forPerson(line: { time: string; level: string; message: string }, fields: LogFields): string {
  const rest = Object.entries(fields).map(([name, value]) => {
    return `${name}=${typeof value === 'string' && /^\S+$/.test(value) ? value : JSON.stringify(value)}`
  })
  const level = line.level === 'info' ? '' : `${line.level.toUpperCase()} `
  return [`${line.time.slice(11, 19)} ${level}${line.message}`, ...rest].join(' ')
}

function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Date) return value.toJSON()
  if (value === null || typeof value !== 'object') return value
  if (depth > 4) return '[deep]'
  if (value instanceof Error) {
    const { code } = value as NodeJS.ErrnoException
    const { message, stack, cause } = value
    return redact({ message, ...(code && { code }), stack, ...(cause !== undefined && { cause }) }, depth + 1)
  }
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, redact(item, depth + 1)]))
}

function redactText(text: string): string {
  return text
    .replace(/(\w:\/\/)[^\s/@]*@/g, '$1…@')
    .replace(/[0-9a-f:.]{2,}(%\w+)?/gi, (word) => (isForeignAddress(word) ? '[address]' : word))
}

/** With or without a port behind it or a full stop. This machine's own loopback says nothing of anybody. */
function isForeignAddress(word: string): boolean {
  const bare = word.replace(/[.:]+$/, '').replace(/^((?:\d+\.){3}\d+):\d+$/, '$1')
  const address = [bare, word].find((candidate) => isIP(candidate) !== 0)
  return address !== undefined && !/^(127\.|::1?$|0\.0\.0\.0$)/.test(address)
}
