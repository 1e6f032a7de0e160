import { expect, test } from 'vitest'
import { readEnv } from './env.ts'

test('nothing needs to be set', () => {
  expect(readEnv({})).toEqual({
    PORT: 3000,
    HOST: '0.0.0.0',
    DATA_DIR: '.data',
    WEB_CONCURRENCY: 1,
    MAX_IN_FLIGHT: 400,
    TRUSTED_PROXIES: [],
    LOG_LEVEL: 'info',
  })
})

test('settings are read, empty ones count as absent, strangers are left out', () => {
  const env = readEnv({
    PORT: '80',
    DATABASE_URL: '',
    TRUSTED_PROXIES: '127.0.0.0/8, ::1',
    PUBLIC_URL: 'https://down.example/',
    HOME: '/x',
  })
  expect(env).toMatchObject({
    PORT: 80,
    TRUSTED_PROXIES: ['127.0.0.0/8', '::1'],
    PUBLIC_URL: 'https://down.example',
  })
  expect(env.DATABASE_URL).toBeUndefined()
  expect(env).not.toHaveProperty('HOME')
})

test('mails need a sender, and an address that their links lead to', () => {
  const SMTP_URL = 'smtp://user:password@mail.example:587'
  expect(() => readEnv({ SMTP_URL })).toThrow(/MAIL_FROM: is needed[\s\S]*PUBLIC_URL: is needed/)
  const whole = { SMTP_URL, MAIL_FROM: 'Outage Desk <desk@down.example>', PUBLIC_URL: 'https://down.example' }
  expect(readEnv(whole)).toMatchObject(whole)
  expect(() => readEnv({ ...whole, MAIL_FROM: 'desk' })).toThrow(/MAIL_FROM: must be a mail address/)
  expect(() => readEnv({ ...whole, SMTP_URL: 'mail.example' })).toThrow(/SMTP_URL: must be smtp/)
})

test('all mistakes are named at once', () => {
  const wrong = {
    PORT: '99999',
    TRUSTED_PROXIES: '10.0.0.0/33',
    DATABASE_URL: 'mysql://x',
    SECRET: 'short',
    LOG_LEVEL: 'loud',
  }
  expect(() => readEnv(wrong)).toThrow(
    /PORT[\s\S]*DATABASE_URL[\s\S]*10\.0\.0\.0\/33[\s\S]*SECRET[\s\S]*LOG_LEVEL/,
  )
})

test.each(['10.0.0.0/8/8', '10.0.0', '10.0.0.0/x', 'fe80::/129', 'localhost'])('%s is no range', (range) => {
  expect(() => readEnv({ TRUSTED_PROXIES: range })).toThrow('TRUSTED_PROXIES')
})
