import { expect, it } from 'vitest'
import { buildDevice } from '#device/build.ts'
import { pushSubject } from './push-subject.ts'

it('push services are told the contact that was set, else our address if it is one, else nothing is sent', () => {
  const [pushContact, publicUrl] = ['mailto:desk@desk.example', 'https://desk.example']
  expect(pushSubject({ pushContact, publicUrl })).toBe(pushContact)
  expect(pushSubject({ publicUrl })).toBe(publicUrl)
  expect(pushSubject({ publicUrl: 'http://desk.example' })).toBe(null)
  expect(pushSubject({})).toBe(null)
})

it('without push, browsers are given no way to ask for it', async () => {
  const [with_, without] = await Promise.all([
    buildDevice(null, { hasPush: true }),
    buildDevice(null, { hasPush: false }),
  ])
  expect(with_.device).toContain('PushManager')
  expect(without.device).not.toContain('PushManager')
})
