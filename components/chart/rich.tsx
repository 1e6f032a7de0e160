import { createElement, Fragment, type ReactNode } from 'react'
import type { Translator } from '#i18n/translate.ts'

const tag =
  (name: 'b' | 'bdi', props: { dir?: 'ltr' } | null = null) =>
  (chunks: ReactNode[]): ReactNode =>
    createElement(name, props, ...chunks)

/** A message with <b> for its figures, <bdi> for codes and <name> for names. */
export function Rich(props: {
  t: Translator
  message: string
  values: Record<string, string | number>
}): ReactNode {
  const parts = props.t.rich<ReactNode>(props.message, {
    ...props.values,
    b: tag('b'),
    bdi: tag('bdi', { dir: 'ltr' }),
    name: tag('bdi'),
  })
  // Spread, so that the pieces need no keys.
  return createElement(Fragment, null, ...parts)
}
