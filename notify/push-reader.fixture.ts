import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import type { PushAddress } from '#store/push.ts'

/** The browser's end of web push: its own keys, and what it makes of a sealed message (RFC 8291, RFC 8188). */
export interface PushReader {
  address: PushAddress
  unseal(body: Buffer): unknown
}

export function createReader(endpoint: string): PushReader {
  const own = createECDH('prime256v1')
  own.generateKeys()
  const secret = randomBytes(16)
  const address: PushAddress = {
    endpoint,
    p256dh: own.getPublicKey('base64url'),
    auth: secret.toString('base64url'),
  }
  const derive = (key: Buffer, salt: Buffer, info: Buffer | string, length: number) =>
    Buffer.from(hkdfSync('sha256', key, salt, info, length))
  const unseal = (body: Buffer): unknown => {
    const salt = body.subarray(0, 16)
    const keyLength = body[20]!
    const sender = body.subarray(21, 21 + keyLength)
    const sealed = body.subarray(21 + keyLength)
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), own.getPublicKey(), sender])
    const ikm = derive(own.computeSecret(sender), secret, info, 32)
    const decipher = createDecipheriv(
      'aes-128-gcm',
      derive(ikm, salt, 'Content-Encoding: aes128gcm\0', 16),
      derive(ikm, salt, 'Content-Encoding: nonce\0', 12),
    )
    decipher.setAuthTag(sealed.subarray(-16))
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
    return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString('utf8'))
  }
  return { address, unseal }
}
