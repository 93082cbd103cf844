import { z } from 'zod'
import type { Draw, Transformer } from '../transformer.ts'
import { inOwnRoom, proveAll, proveKind, proveLength, proveUnique } from './kinds.ts'

const shape = z.strictObject({
  host: z
    .string()
    .regex(/^[a-z0-9.-]+(?::\d+)?$/, 'has to be a host, such as staging.example.com')
    .meta({
      description: 'The host of all of them; without it one below a reserved name for each host.',
      examples: ['staging.example.com'],
    })
    .optional(),
})
const scheme = 'https://'
const reserved = '.example'
const shortestTag = 8
const longestTag = 13
/** The scheme, a tag and the reserved name. */
const shortest = scheme.length + shortestTag + reserved.length

export const url: Transformer = {
  name: 'url',
  summary:
    'Another address of a page: its scheme, the number of its parts and the names of its parameters stay; host, parts of the path and values become tags, at a name that is reserved (RFC 2606) or at `host`.',
  examples: [
    { rule: 'url', type: 'varchar(120)', values: ['https://marrow.test/quill/photo.jpg?page=7'] },
    { rule: '{ mask: url, host: staging.example.com }', type: 'varchar(120)', values: ['https://marrow.test/quill'] },
  ],
  options: shape,
  readsValue: true,
  keepsForm: true,
  draws: true,
  avoidsOriginals: false,
  originals: 'identifying',
  domain: () => 'url',
  prove: (context, options) =>
    proveAll(
      proveKind(context, ['text'], 'url'),
      proveLength(
        inOwnRoom(context),
        Math.max(shortest, hostOf(options).length + scheme.length + 1 + shortestTag),
        'url',
      ),
      proveUnique(context, shortestTag * 5, 'url'),
    ),
  compile({ column }, options) {
    const host = hostOf(options)
    const room = column.maxLength ?? Number.POSITIVE_INFINITY
    return (value, draw) => {
      const [, found = scheme, , path = '', query = '', fragment = ''] =
        /^([a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/is.exec(value) ?? []
      const tag = draw.tag(longestTag)
      const head = host === '' ? `${found}${tag}${reserved}` : `${found}${host}`
      const first = host === '' ? '' : `/${tag}`
      const whole =
        head +
        first +
        maskPath(path, draw) +
        maskQuery(query, draw) +
        (fragment === '' ? '' : `#${draw.tag(shortestTag)}`)
      if (whole.length <= room) return whole
      return host === ''
        ? `${scheme}${tag.slice(0, Math.min(longestTag, room - scheme.length - reserved.length))}${reserved}`
        : `${head}/${tag.slice(0, Math.max(shortestTag, Math.min(longestTag, room - head.length - 1)))}`
    }
  },
}

function hostOf(options: unknown): string {
  return shape.parse(options).host ?? ''
}

/** As many parts, the last one with its ending. */
function maskPath(path: string, draw: Draw): string {
  return path.replaceAll(/[^/]+/g, (part, at: number) => {
    const isLast = at + part.length === path.length
    return draw.tag(Math.min(part.length, shortestTag)) + (isLast ? (/\.[a-z]{2,4}$/i.exec(part)?.[0] ?? '') : '')
  })
}

function maskQuery(query: string, draw: Draw): string {
  return query.replaceAll(/(^\?|&)([^=&]*)=?([^&]*)/g, (_all, sign: string, name: string, value: string) =>
    value === ''
      ? `${sign}${draw.tag(Math.min(name.length, shortestTag))}`
      : `${sign}${name}=${draw.tag(Math.min(value.length, shortestTag))}`,
  )
}
