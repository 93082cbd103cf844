import { copyBytes, type ObjectStore } from '../../../shared/adapters/stores/object-store.ts'

/** Time in which every request takes as long as S3 does, and which passes at once when nobody has anything else to do. */
export class VirtualTime {
  seconds = 0
  requests = 0
  #waiting: { readonly at: number; readonly wake: () => void }[] = []

  /** One request: its time is that of all that are under way with it. */
  async request<Answer>(answer: () => Answer, seconds = requestSeconds): Promise<Answer> {
    this.requests++
    await new Promise<void>((wake) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#pass())
      this.#waiting.push({ at: this.seconds + seconds, wake })
    })
    return answer()
  }

  #pass(): void {
    const next = Math.min(...this.#waiting.map(({ at }) => at))
    this.seconds = Math.max(this.seconds, next)
    const due = this.#waiting.filter(({ at }) => at <= next)
    this.#waiting = this.#waiting.filter(({ at }) => at > next)
    for (const { wake } of due) wake()
    if (this.#waiting.length > 0) setImmediate(() => this.#pass())
  }
}

/** What S3 takes for one. */
export const requestSeconds = 0.03
const pageKeys = 1000
const rangeBytes = 8 << 20

/** Objects in memory behind requests of 30 ms each: lists come in pages of a thousand, large reads by ranges. */
export class SlowStore implements ObjectStore {
  readonly objects = new Map<string, Uint8Array>()
  readonly #time: VirtualTime
  readonly room: ObjectStore['room']

  constructor(time: VirtualTime, room: ObjectStore['room']) {
    this.#time = time
    this.room = room
  }

  async put(path: string, bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
    const pieces: Uint8Array[] = []
    if (bytes instanceof Uint8Array) pieces.push(Uint8Array.from(bytes))
    else for await (const piece of bytes) pieces.push(Uint8Array.from(piece))
    await this.#time.request(() => this.objects.set(path, Buffer.concat(pieces)))
  }

  copy(from: string, to: string): Promise<void> {
    return copyBytes(this, from, to)
  }

  putIfAbsent(path: string, bytes: Uint8Array): Promise<boolean> {
    return this.#time.request(() => !this.objects.has(path) && Boolean(this.objects.set(path, bytes)))
  }

  assertWritable = (): Promise<void> => this.#time.request(() => undefined)

  get(path: string): Promise<Uint8Array | null> {
    return this.#time.request(() => this.objects.get(path) ?? null)
  }

  async *stream(path: string): AsyncIterable<Uint8Array> {
    yield await this.#time.request(() => this.objects.get(path)!)
  }

  async fill(path: string, memory: Uint8Array): Promise<void> {
    for (let at = 0; at < memory.length; at += rangeBytes) await this.#time.request(() => undefined)
    memory.set(this.objects.get(path)!)
  }

  async list(prefix: string): Promise<string[]> {
    const found = [...this.objects.keys()].filter((path) => path.startsWith(`${prefix}/`)).sort()
    for (let at = 0; at <= found.length; at += pageKeys) await this.#time.request(() => undefined)
    return found
  }

  async delete(prefix: string): Promise<void> {
    const found = await this.list(prefix)
    for (let at = 0; at < found.length; at += pageKeys) await this.#time.request(() => undefined)
    for (const path of found) this.objects.delete(path)
  }

  locate = (path: string): string => path
}
