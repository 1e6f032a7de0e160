/** Options of the command line. */

import { type ParseArgsConfig, parseArgs } from 'node:util'
import { BadInput } from './numbers.ts'

export const text = { type: 'string' } as const
export const flag = { type: 'boolean' } as const

/** Options of a step, by name: texts and flags. Throws BadInput for strangers, and where one in `needed` is missing. */
export function readOptions(
  args: string[],
  options: NonNullable<ParseArgsConfig['options']>,
  needed: string[],
) {
  let values: Record<string, unknown>
  try {
    values = parseArgs({ args, options }).values
  } catch (error) {
    throw new BadInput((error as Error).message)
  }
  const missing = needed.filter((name) => !values[name])
  if (missing.length > 0) throw new BadInput(`Missing: ${missing.map((name) => `--${name}`).join(', ')}`)
  const get = (name: string): string => String(values[name])
  const number = (name: string): number | undefined => {
    const value = values[name]
    if (value === undefined) return undefined
    if (!String(value).trim() || !Number.isFinite(Number(value))) {
      throw new BadInput(`--${name} must be a number, not “${value}”.`)
    }
    return Number(value)
  }
  const whole = (name: string): number | undefined => {
    const value = number(name)
    if (value !== undefined && !(Number.isInteger(value) && value > 0)) {
      throw new BadInput(`--${name} must be a whole number above 0, not ${value}.`)
    }
    return value
  }
  return { get, number, whole, has: (name: string) => values[name] !== undefined }
}
