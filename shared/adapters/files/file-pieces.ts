import type { FileHandle } from 'node:fs/promises'

const pieceBytes = 1 << 20

/** Buffers that nobody uses at the moment: fresh memory costs more than to read into it. */
const spare: Buffer[] = []

function takeBuffer(): Buffer {
  return spare.pop() ?? Buffer.allocUnsafeSlow(pieceBytes)
}

/** Small pieces are gathered into writes of 1 MiB, so the producer may reuse its buffer. Large ones are written as they are. */
export async function writePieces(file: FileHandle, bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
  if (bytes instanceof Uint8Array) return writeAll(file, bytes)
  const gathered = takeBuffer()
  let used = 0
  for await (const piece of bytes) {
    if (used + piece.length > pieceBytes) {
      await writeAll(file, gathered.subarray(0, used))
      used = 0
    }
    if (piece.length >= pieceBytes / 2) {
      if (used > 0) await writeAll(file, gathered.subarray(0, used))
      used = 0
      await writeAll(file, piece)
    } else {
      gathered.set(piece, used)
      used += piece.length
    }
  }
  await writeAll(file, gathered.subarray(0, used))
  spare.push(gathered)
}

/** The file in pieces of up to 1 MiB, in one buffer: a piece is valid until the next is asked for. */
export async function* readPieces(file: FileHandle): AsyncIterable<Uint8Array> {
  const buffer = takeBuffer()
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, pieceBytes, null)
      if (bytesRead === 0) break
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    spare.push(buffer)
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at, bytes.length - at)).bytesWritten
}

/** All bytes where they are not more than so many, with `rest` null; otherwise all bytes again, in pieces. What is read is copied. */
export async function headOf(
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
  most: number,
): Promise<
  | { readonly head: Uint8Array; readonly rest: null }
  | { readonly head: null; readonly rest: Uint8Array | AsyncIterable<Uint8Array> }
> {
  if (bytes instanceof Uint8Array)
    return bytes.length <= most ? { head: bytes, rest: null } : { head: null, rest: bytes }
  const pieces = bytes[Symbol.asyncIterator]()
  const head: Uint8Array[] = []
  for (let length = 0; length <= most; ) {
    const next = await pieces.next()
    if (next.done) return { head: Buffer.concat(head), rest: null }
    head.push(new Uint8Array(next.value))
    length += next.value.length
  }
  return { head: null, rest: goOn(head, pieces) }
}

async function* goOn(head: readonly Uint8Array[], pieces: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* head
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value
  } finally {
    await pieces.return?.()
  }
}
