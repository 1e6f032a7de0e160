import { minuteMs } from '../bucket.ts'

/** Fewer people than this from one place are not shown: they could be recognised. */
export const leastPerPlace = 5

/** People of one country in one quarter-hour, as counted. Never shown as it is. */
export interface PlaceSlot {
  country: string
  /** Start of the quarter-hour, ms. */
  slot: number
  reporters: number
}

/** One country's part in an incident. */
export interface IncidentPlace {
  /** ISO 3166-1 alpha-2. */
  country: string
  /** Start of the quarter-hour in which the fifth person reported from there (ISO): fewer are not shown. */
  firstAt: string
  /** Most in one quarter-hour; null where that was under five. */
  peak15m: number | null
  reporters: number
  /** Of all whose country is known, 0..1. */
  share: number
}

const groupByCountry = (slots: readonly PlaceSlot[]): Map<string, PlaceSlot[]> => {
  const groups = new Map<string, PlaceSlot[]>()
  for (const slot of [...slots].sort((one, other) => one.slot - other.slot)) {
    groups.set(slot.country, [...(groups.get(slot.country) ?? []), slot])
  }
  return groups
}

const peopleIn = (slots: readonly PlaceSlot[]): number => slots.reduce((sum, slot) => sum + slot.reporters, 0)

/** Countries with at least five people, most first. */
export function placesOf(slots: readonly PlaceSlot[]): IncidentPlace[] {
  const all = peopleIn(slots)
  return [...groupByCountry(slots)]
    .flatMap(([country, own]) => {
      const reporters = peopleIn(own)
      if (reporters < leastPerPlace) return []
      let seen = 0
      const first = own.find((slot) => {
        seen += slot.reporters
        return seen >= leastPerPlace
      })!
      const peak = Math.max(...own.map((slot) => slot.reporters))
      return [
        {
          country,
          firstAt: new Date(first.slot).toISOString(),
          peak15m: peak >= leastPerPlace ? peak : null,
          reporters,
          share: Math.round((reporters / all) * 10_000) / 10_000,
        },
      ]
    })
    .sort((one, other) => other.reporters - one.reporters || one.country.localeCompare(other.country))
}

/** Where people were in the four quarter-hours that had ended by `at`, ms; places under five are left out. */
export function placesAt(slots: readonly PlaceSlot[], at: number): { country: string; reporters: number }[] {
  const quarter = 15 * minuteMs
  const end = Math.floor(at / quarter) * quarter
  const within = slots.filter(({ slot }) => slot >= end - 4 * quarter && slot < end)
  return [...groupByCountry(within)]
    .map(([country, own]) => ({ country, reporters: peopleIn(own) }))
    .filter(({ reporters }) => reporters >= leastPerPlace)
    .sort((one, other) => other.reporters - one.reporters || one.country.localeCompare(other.country))
}
