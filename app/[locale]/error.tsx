'use client'
import { useParams } from 'next/navigation'
import { Broken } from '#components/frame/broken.tsx'

export default function ErrorPage() {
  const { locale } = useParams<{ locale: string }>()
  return <Broken locale={locale === 'ar' ? 'ar' : 'en'} />
}
