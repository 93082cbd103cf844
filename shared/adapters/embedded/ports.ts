import { connect, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

const startTimeoutSeconds = 60

/** A loopback port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

/** Waits until a MySQL greeting arrives; fails when `gone` says that the server died, or after a minute. */
export async function waitForServer(port: number, gone: () => boolean): Promise<void> {
  for (let waited = 0; waited < startTimeoutSeconds * 10; waited++) {
    if (gone()) break
    if (await greets(port)) return
    await pause(100)
  }
  throw new Error('no greeting')
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    const answer = (greeted: boolean) => {
      socket.destroy()
      resolve(greeted)
    }
    socket.setTimeout(2000, () => answer(false))
    socket.once('data', () => answer(true))
    socket.once('error', () => answer(false))
    socket.once('close', () => answer(false))
  })
}
