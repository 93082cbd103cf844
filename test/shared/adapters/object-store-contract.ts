import { describe, expect, it } from 'vitest'
import type { ObjectStore } from '../../../shared/adapters/stores/object-store.ts'

/** What every object store guarantees; `open` returns an empty one. */
export function describeObjectStore(title: string, open: () => Promise<ObjectStore>): void {
  describe(`${title} as an object store`, () => {
    it('gives back what was put, replaced by what was put later, and null for what never was', async () => {
      const store = await open()
      expect(await store.get('a/b.json')).toBeNull()
      await store.put('a/b.json', text('one'))
      await store.put('a/b.json', text('two'))
      expect(told(await store.get('a/b.json'))).toBe('two')
    })

    it('stores a stream byte for byte although the producer reuses its buffer', async () => {
      const store = await open()
      await store.put('chunks/0', reusedBuffer())
      const pieces: Buffer[] = []
      for await (const piece of store.stream('chunks/0')) pieces.push(Buffer.from(piece))
      const stored = Buffer.concat(pieces)
      expect(stored.length).toBe(300 * 30_011 + 5 * 700_001)
      expect(stored.subarray(0, 30_011).every((byte) => byte === 0)).toBe(true)
      expect(stored.subarray(299 * 30_011, 300 * 30_011).every((byte) => byte === 299 % 256)).toBe(true)
      expect(stored.at(-1)).toBe(4)
    })

    it('leaves nothing, or the object before, when a stream breaks off', async () => {
      const store = await open()
      await store.put('kept', text('before'))
      await expect(store.put('kept', brokenStream())).rejects.toThrow('broke off')
      await expect(store.put('new', brokenStream())).rejects.toThrow('broke off')
      expect(told(await store.get('kept'))).toBe('before')
      expect(await store.get('new')).toBeNull()
    })

    it('lets exactly one of many writers put an object that was absent', async () => {
      const store = await open()
      const won = await Promise.all(Array.from({ length: 20 }, (_, n) => store.putIfAbsent('lock', text(`${n}`))))
      expect(won.filter(Boolean)).toHaveLength(1)
      expect(told(await store.get('lock'))).toBe(`${won.indexOf(true)}`)
    })

    it('lists and deletes what is below a prefix, and not its namesakes', async () => {
      const store = await open()
      for (const path of ['runs/a/1', 'runs/a/deep/2', 'runs/ab/3', 'other']) await store.put(path, text(path))
      expect(await store.list('runs/a')).toEqual(['runs/a/1', 'runs/a/deep/2'])
      expect(await store.list('runs/a/1')).toEqual(['runs/a/1'])
      expect(await store.list('none')).toEqual([])
      await store.delete('runs/a')
      await store.delete('none')
      expect(await store.list('runs')).toEqual(['runs/ab/3'])
      await store.put('runs/a/deep/2', text('again'))
      expect(await store.list('runs/a')).toEqual(['runs/a/deep/2'])
    })

    it('copies an object, also over another one and a second time, and one that is replaced or deleted leaves its copy as it was', async () => {
      const store = await open()
      await store.put('runs/a/1', text('one'))
      await store.put('runs/b/1', text('before'))
      for (const to of ['runs/b/1', 'runs/b/1', 'runs/c/1']) await store.copy('runs/a/1', to)
      await store.put('runs/a/1', text('two'))
      await store.delete('runs/c')
      expect([told(await store.get('runs/b/1')), told(await store.get('runs/a/1'))]).toEqual(['one', 'two'])
      expect(await store.list('runs')).toEqual(['runs/a/1', 'runs/b/1'])
      await expect(store.copy('runs/x/1', 'runs/b/1')).rejects.toThrow('runs/x/1')
    })

    it('says which object is missing when it is streamed', async () => {
      const store = await open()
      await expect(store.stream('runs/x/chunks/7')[Symbol.asyncIterator]().next()).rejects.toThrow('runs/x/chunks/7')
    })

    it.each(['../x', 'a/../../x', '/etc/x', 'a//b', '', '.', 'a/.', 'a\\b', 'a\0b', '.hidden'])(
      'refuses the path %j',
      async (path) => {
        const store = await open()
        await expect((async () => store.put(path, text('x')))()).rejects.toThrow('plain names')
        await expect((async () => store.get(path))()).rejects.toThrow('plain names')
        await expect((async () => store.delete(path))()).rejects.toThrow('plain names')
      },
    )
  })
}

async function* reusedBuffer(): AsyncIterable<Uint8Array> {
  const small = Buffer.alloc(30_011)
  for (let n = 0; n < 300; n++) yield small.fill(n % 256)
  const large = Buffer.alloc(700_001)
  for (let n = 0; n < 5; n++) yield large.fill(n)
}

async function* brokenStream(): AsyncIterable<Uint8Array> {
  yield Buffer.alloc(3_000_000)
  throw new Error('broke off')
}

function text(content: string): Uint8Array {
  return Buffer.from(content)
}

function told(bytes: Uint8Array | null): string {
  return Buffer.from(bytes ?? []).toString()
}
