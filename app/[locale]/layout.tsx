import type { Viewport } from 'next'
import type { ReactNode } from 'react'
import { HeadScript } from '#components/frame/head-script.tsx'
import { isLocale } from '#core/locale.ts'
import { direction } from '#i18n/translate.ts'
import { fontsOf } from '../fonts/fonts.ts'
import '../styles/index.css'

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#FBFAF7' },
    { media: '(prefers-color-scheme: dark)', color: '#111317' },
  ],
}

export default async function Layout({
  children,
  params,
}: {
  children: ReactNode
  params: Promise<{ locale: string }>
}) {
  const asked = (await params).locale
  // An address outside the two languages is a page that does not exist, told in English.
  const locale = isLocale(asked) ? asked : 'en'
  return (
    <html lang={locale} dir={direction(locale)} suppressHydrationWarning>
      <head>
        {fontsOf(locale).map((href) => (
          <link key={href} rel="preload" as="font" type="font/woff2" href={href} crossOrigin="anonymous" />
        ))}
        <link rel="manifest" href={`/${locale}/manifest.webmanifest`} />
        <link rel="icon" type="image/svg+xml" href="/icons/desk.svg" />
        <link rel="apple-touch-icon" href="/icons/desk-180.png" />
        <HeadScript />
      </head>
      <body>{children}</body>
    </html>
  )
}
