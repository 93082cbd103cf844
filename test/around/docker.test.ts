import { readFileSync } from 'node:fs'
import { validate } from 'dockerfile-utils'
import { expect, it } from 'vitest'

const dockerfile = readFileSync('Dockerfile', 'utf8')

it('has a Dockerfile that its linter takes, and that does not run as root', () => {
  expect(validate(dockerfile)).toEqual([])
  expect(dockerfile.lastIndexOf('USER node')).toBeGreaterThan(dockerfile.lastIndexOf('FROM'))
})

it('builds its image of nothing that git leaves out: no key and no record gets into it', () => {
  const left = (file: string) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.replace(/\/$/, ''))
      .filter(Boolean)
  const ignored = left('.dockerignore')
  expect(left('.gitignore').filter((pattern) => !pattern.includes('*') && !ignored.includes(pattern))).toEqual([])
})
