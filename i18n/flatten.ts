/** A catalogue as it is written: texts under names, in as many levels as they like. */
export type Tree = { [key: string]: string | Tree }

/** Nested catalogue → dotted keys. */
export function flatten(tree: Tree, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[prefix + key, value] as const]
        : Object.entries(flatten(value, `${prefix}${key}.`)),
    ),
  )
}
