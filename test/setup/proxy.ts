import { connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A TCP proxy in front of a server, that can cut or stop the bytes which come back. */
export interface Proxy {
  readonly url: string
  /** Bytes to let through to the client, of each connection; then the line is cut, or goes silent. */
  limit: { bytes: number; after: 'cut' | 'silence' } | null
}

export async function startProxy(url: string): Promise<Proxy> {
  const target = new URL(url)
  const [port, host] = [Number(target.port), target.hostname]
  const sockets = new Set<Socket>()
  const proxy: { url: string; limit: Proxy['limit'] } = { url: '', limit: null }
  const server = createServer((client) => {
    const upstream = connect(port, host)
    let passed = 0
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => [client, upstream].map((one) => one.destroy()))
    }
    client.on('data', (bytes) => upstream.write(bytes))
    upstream.on('data', (bytes: Buffer) => {
      const limit = proxy.limit
      const room = limit ? Math.max(0, limit.bytes - passed) : bytes.length
      passed += limit ? bytes.length : 0
      client.write(bytes.subarray(0, room))
      if (limit && room < bytes.length && limit.after === 'cut') client.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  target.port = String(typeof address === 'object' ? address?.port : '')
  proxy.url = target.toString()
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return proxy
}
