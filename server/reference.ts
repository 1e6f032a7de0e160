import { problems, problemType } from '#api/errors.ts'
import type { Api } from '#api/index.ts'
import { type ApiReference, operationsOf } from '#core/api-reference.ts'

/** What the developers' reference shows: the running API's operations, and every kind of problem with its status. */
export const readReference = ({ app }: Api): ApiReference => ({
  operations: operationsOf(app.swagger()),
  problems: Object.entries(problems).map(([code, status]) => ({
    code,
    status,
    type: problemType(code as keyof typeof problems),
  })),
})
