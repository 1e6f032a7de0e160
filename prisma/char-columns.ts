import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'

// Developer's tool. The schema engine reads Postgres' catalogue, which has columns of the type "char" (oid 18).
// @prisma/adapter-pg 7.10 does not know that type and refuses them; the engine wants them as Character.

const charOid = 18
const bpcharOid = 1042

interface Answer {
  fields?: { dataTypeID: number }[]
}

interface Queryable {
  performIO(query: unknown): Promise<Answer>
  queryRaw(query: unknown): Promise<{ columnTypes: number[] }>
}

const patched = new WeakSet<object>()
const charColumns = new WeakMap<object, number[]>()

/** Teaches the class behind `adapter` (and its transactions, which share it) to read "char" columns. */
export function readCharColumns(adapter: object): void {
  const prototype = Object.getPrototypeOf(Object.getPrototypeOf(adapter)) as Queryable
  if (patched.has(prototype)) return
  patched.add(prototype)
  const { performIO, queryRaw } = prototype

  prototype.performIO = async function (this: Queryable, query) {
    const answer = await performIO.call(this, query)
    const columns: number[] = []
    answer.fields?.forEach((field, index) => {
      if (field.dataTypeID !== charOid) return
      field.dataTypeID = bpcharOid
      columns.push(index)
    })
    if (answer.fields && columns.length > 0) charColumns.set(answer.fields, columns)
    return answer
  }

  prototype.queryRaw = async function (this: Queryable, query) {
    let fields: Answer['fields']
    const watched = Object.create(this, {
      performIO: {
        value: async (inner: unknown) => {
          const answer = await this.performIO(inner)
          fields = answer.fields
          return answer
        },
      },
    })
    const result = await queryRaw.call(watched, query)
    for (const index of (fields && charColumns.get(fields)) ?? []) {
      result.columnTypes[index] = ColumnTypeEnum.Character
    }
    return result
  }
}
