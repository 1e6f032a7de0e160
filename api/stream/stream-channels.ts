import type { Socket } from 'node:net'
import type { Hub, News, Standing } from '#notify/hub.ts'
import { paceNews } from './stream-pace.ts'
import type { Audience, Room } from './stream-room.ts'
import type { Topic } from './stream-topics.ts'

/** Brings the hub's news to those who listen. */
export interface Channels {
  join(topic: Topic, socket: Socket, lastEventId: string | undefined, onLeave: () => void): void
  stop(): void
}

/** A topic with somebody listening. */
interface Channel {
  topic: Topic
  audience: Audience
  /** What newcomers are told, by the id they last heard: after a restart thousands come with the same one. */
  greetings: Map<string, Buffer | null>
  /** The watch's tick they are as fresh as. */
  greetedAt: number | null
}

/** Ids are the readers' to choose: this many answers are worth keeping. */
const mostGreetings = 100

export interface ChannelOptions {
  /** The house has so much to do that listeners hear of changes together, now and then. */
  isBusy(): boolean
  /** So often, ms. */
  busyEveryMs: number
}

export function createChannels(hub: Hub, room: Room, { isBusy, busyEveryMs }: ChannelOptions): Channels {
  const channels = new Map<string, Channel>()

  const tell = (channel: Channel, { changed, gone }: News, bySlug: Map<string, Standing>): void => {
    const { topic, audience, greetings } = channel
    greetings.clear()
    const { slugs } = topic
    const news = slugs ? [...slugs].flatMap((slug) => bySlug.get(slug) ?? []) : changed
    // Written once, for all of the audience.
    if (news.length > 0) room.post(audience, topic.write(news))
    if (!slugs || gone.length === 0 || [...slugs].some((slug) => hub.standing(slug))) return
    channels.delete(topic.name)
    room.dismiss(audience)
  }

  const greetingOf = (channel: Channel, lastEventId: string | undefined): Buffer | null => {
    const { topic, greetings } = channel
    if (channel.greetedAt !== hub.tickedAt || greetings.size >= mostGreetings) greetings.clear()
    channel.greetedAt = hub.tickedAt
    const key = lastEventId ?? ''
    const known = greetings.get(key)
    if (known !== undefined) return known
    const missed = topic.missed(hub, lastEventId)
    const greeting = missed.length > 0 ? topic.write(missed) : null
    greetings.set(key, greeting)
    return greeting
  }

  const pace = paceNews(hub, { isBusy, everyMs: busyEveryMs }, (news) => {
    const bySlug = new Map(news.changed.map((standing) => [standing.slug, standing]))
    for (const channel of channels.values()) tell(channel, news, bySlug)
  })

  return {
    join(topic, socket, lastEventId, onLeave) {
      // Newcomers are greeted with all there is: what is held back would reach them twice.
      pace.flush()
      const fresh = (): Channel => ({ topic, audience: new Set(), greetings: new Map(), greetedAt: null })
      const channel = channels.get(topic.name) ?? fresh()
      channels.set(topic.name, channel)
      room.enter(channel.audience, socket, greetingOf(channel, lastEventId), () => {
        if (channel.audience.size === 0 && channels.get(topic.name) === channel) channels.delete(topic.name)
        onLeave()
      })
    },
    stop: pace.stop,
  }
}
