/**
 * Finished pictures, the latest of each name. A picture is made again only when what it says has changed, once at a
 * time, and never for two names at once under one: the name is all that tells pictures apart.
 */
export interface Album {
  /**
   * The picture of `name`, as it is while `sense` is the same, else made by `make`.
   * @param leastMs a picture so young is good enough although its sense has changed; 0: never
   */
  get(name: string, sense: string, make: () => Promise<Buffer>, leastMs?: number): Promise<Picture>
}

export interface Picture {
  bytes: Buffer
  madeAt: number
}

interface Kept extends Picture {
  sense: string
}

export interface AlbumLimits {
  mostPictures: number
  mostBytes: number
}

export function createAlbum(now: () => number, { mostPictures, mostBytes }: AlbumLimits): Album {
  const kept = new Map<string, Kept>()
  const making = new Map<string, Promise<Picture>>()
  let bytes = 0

  const remove = (name: string) => {
    bytes -= kept.get(name)?.bytes.length ?? 0
    kept.delete(name)
  }
  const keep = (name: string, picture: Kept) => {
    remove(name)
    kept.set(name, picture)
    bytes += picture.bytes.length
    while (kept.size > mostPictures || bytes > mostBytes) {
      const oldest = kept.keys().next().value
      if (oldest === undefined || oldest === name) return
      remove(oldest)
    }
  }

  return {
    async get(name, sense, make, leastMs = 0) {
      const known = kept.get(name)
      if (known) {
        const age = now() - known.madeAt
        if (known.sense === sense || (age >= 0 && age < leastMs)) {
          // Last used goes last: the first of the map is the next to go.
          kept.delete(name)
          kept.set(name, known)
          return known
        }
      }
      const key = `${name}\n${sense}`
      const underWay = making.get(key)
      if (underWay) return underWay
      const made = make()
        .then((picture) => {
          const finished = { bytes: picture, madeAt: now(), sense }
          keep(name, finished)
          return finished
        })
        .finally(() => making.delete(key))
      making.set(key, made)
      return made
    },
  }
}
