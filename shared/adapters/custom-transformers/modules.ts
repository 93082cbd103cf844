import * as api from '../../masking/custom/api.ts'

/** A module as an address that holds it. */
export function dataUrl(code: string): string {
  return `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
}

const place = 'nightmask/transformer'
;(globalThis as Record<symbol, unknown>)[Symbol.for(place)] = api

/** `nightmask/transformer` as it is here: bundled, installed or from the sources, the same instance of everything in it. */
export const apiModule = dataUrl(
  [
    `const api = globalThis[Symbol.for(${JSON.stringify(place)})]`,
    ...Object.keys(api).map((name) => `export const ${name} = api.${name}`),
  ].join('\n'),
)
