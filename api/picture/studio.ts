import { createAlbum, type Picture } from './album.ts'
import { createPainter, type Painter, type Painting } from './painter.ts'

/** The one painter and the one album of a front. */
export interface Studio {
  /** See Album.get; `describe` is asked only for a picture that is to be made. */
  get(name: string, sense: string, describe: () => Painting, leastMs?: number): Promise<Picture>
  stop(): Promise<void>
}

const limits = { mostPictures: 400, mostBytes: 32 * 1024 * 1024 }

export function createStudio(now: () => number, painter: Painter = createPainter()): Studio {
  const album = createAlbum(now, limits)
  return {
    get: (name, sense, describe, leastMs) => album.get(name, sense, () => painter.paint(describe()), leastMs),
    stop: () => painter.stop(),
  }
}
