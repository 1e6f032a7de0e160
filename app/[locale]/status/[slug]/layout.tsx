import type { ReactNode } from 'react'
import { placeOf } from '../../../place.ts'

/** Tells "not found" which service was asked for. */
export default async function Layout({
  children,
  params,
}: {
  children: ReactNode
  params: Promise<{ slug: string }>
}) {
  placeOf().slug = (await params).slug
  return children
}
