import { notFound } from 'next/navigation'

/** Any other address: the "not found" page of its language. */
export default function Page(): never {
  notFound()
}
