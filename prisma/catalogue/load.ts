import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'
import {
  type Catalogue,
  catalogueProblems,
  categoryEntry,
  operatorEntry,
  serviceEntry,
} from '#core/service.ts'

const ownDirectory = fileURLToPath(new URL('.', import.meta.url))

/**
 * Reads the catalogue from its files: categories.json, operators.json and services/{category}.json.
 * Throws an Error that lists every fault found, each with file, entry and field, so that a contributor
 * can mend all of them in one go.
 */
export function loadCatalogue(directory = ownDirectory): Catalogue {
  const faults: string[] = []
  const categories = readList(directory, 'categories.json', categoryEntry, faults)
  const operators = readList(directory, 'operators.json', operatorEntry, faults)
  const services = serviceFiles(directory, faults).flatMap((file) => {
    const category = basename(file, '.json')
    const list = readList(directory, file, serviceEntry, faults)
    for (const { slug, category: own } of list) {
      if (own !== category)
        faults.push(`${file}, "${slug}": category is "${own}", so it belongs in services/${own}.json`)
    }
    return list
  })
  const catalogue = { categories, operators, services }
  // References can only be judged once every entry could be read.
  if (faults.length === 0) faults.push(...catalogueProblems(catalogue))
  if (faults.length > 0)
    throw new Error(`The catalogue in ${directory} has faults:\n- ${faults.join('\n- ')}`)
  return catalogue
}

function serviceFiles(directory: string, faults: string[]): string[] {
  try {
    return readdirSync(join(directory, 'services'))
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => `services/${name}`)
  } catch (error) {
    faults.push(`services: cannot be read (${reason(error)})`)
    return []
  }
}

function readList<Entry extends z.ZodType>(
  directory: string,
  file: string,
  entry: Entry,
  faults: string[],
): z.infer<Entry>[] {
  const raw = readJson(directory, file, faults)
  if (raw === undefined) return []
  if (!Array.isArray(raw)) {
    faults.push(`${file}: must be a list, [ … ]`)
    return []
  }
  return raw.flatMap((value: unknown, index) => {
    const result = entry.safeParse(value)
    if (result.success) return [result.data]
    for (const issue of result.error.issues)
      faults.push(`${file}, ${entryName(value, index)}: ${explain(issue)}`)
    return []
  })
}

function readJson(directory: string, file: string, faults: string[]): unknown {
  let text: string
  try {
    text = readFileSync(join(directory, file), 'utf8')
  } catch (error) {
    faults.push(`${file}: cannot be read (${reason(error)})`)
    return undefined
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    const position = /position (\d+)/.exec(reason(error))?.[1]
    const line =
      position === undefined ? '' : ` near line ${text.slice(0, Number(position)).split('\n').length}`
    faults.push(`${file}: is not JSON${line} (${reason(error)}); a comma too many or too few?`)
    return undefined
  }
}

/** The entry as its author knows it: by slug if it has one, else by its place in the list. */
function entryName(value: unknown, index: number): string {
  if (typeof value === 'object' && value !== null && 'slug' in value && typeof value.slug === 'string')
    return `"${value.slug}"`
  return `entry ${index + 1}`
}

function explain(issue: z.core.$ZodIssue): string {
  const field = issue.path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
  const where = field === '' ? '' : `${field}: `
  if (issue.code === 'unrecognized_keys') return `${where}unknown field ${issue.keys.join(', ')}`
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
    return `${where}is missing`
  return `${where}${issue.message}`
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error))
