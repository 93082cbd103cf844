import type { FileHandle } from 'node:fs/promises'

const pieceBytes = 1 << 20

/** Small pieces are gathered into writes of 1 MiB, so the producer may reuse its buffer. Large ones are written as they are. */
export async function writePieces(file: FileHandle, bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
  if (bytes instanceof Uint8Array) return writeAll(file, bytes)
  const gathered = Buffer.allocUnsafe(pieceBytes)
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
}

/** The file in pieces of up to 1 MiB, in one buffer: a piece is valid until the next is asked for. */
export async function* readPieces(file: FileHandle): AsyncIterable<Uint8Array> {
  const buffer = Buffer.allocUnsafeSlow(pieceBytes)
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, pieceBytes, null)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at, bytes.length - at)).bytesWritten
}
