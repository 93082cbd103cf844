import { connect, type NetConnectOpts, type Socket } from 'node:net'

/** Blocks that a reader may leave waiting before it pauses the socket. */
export const mostWaiting = 24
// The kernel's reads never overtake a reader that keeps to it.
const blocks = mostWaiting + 8
const blockBytes = 1 << 16

/**
 * Connects, and emits what it reads in blocks of one ring that is used again and again. A new buffer for each read would be memory
 * outside the heap, and after every 64 MB of that V8 collects the whole heap: over forty times in the scan of a shop.
 */
export function connectRing(to: NetConnectOpts): Socket {
  const ring = Buffer.allocUnsafeSlow(blocks * blockBytes)
  let next = 0
  const socket: Socket = connect({
    ...to,
    noDelay: true,
    onread: {
      buffer: () => {
        const begin = (next++ % blocks) * blockBytes
        return ring.subarray(begin, begin + blockBytes)
      },
      callback: (bytes, block) => socket.emit('data', (block as Buffer).subarray(0, bytes)),
    },
  })
  return socket
}
