import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { defaultKeyFile, readKeyFile, writeKeyFile } from '../../../../shared/adapters/secrets/key-file.ts'
import { parseConfig } from '../../../../shared/config/parse-config.ts'
import { writeConfig } from '../../../../shared/config/write-config.ts'
import { UsageError } from '../../../../shared/errors.ts'

const folder = mkdtempSync(join(tmpdir(), 'nightmask-key-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a key file', () => {
  it('is made for its owner only and gives the same subkeys whenever it is read', async () => {
    const path = join(folder, 'made/for/me/key')
    const made = await writeKeyFile(path)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const read = await readKeyFile(path)
    expect(read.id).toBe(made.id)
    expect(read.subkey('pseudonym', 'email')).toEqual(made.subkey('pseudonym', 'email'))
    expect((await writeKeyFile(join(folder, 'another'))).id).not.toBe(made.id)
  })

  it('is never overwritten', async () => {
    const path = join(folder, 'kept')
    await writeKeyFile(path)
    const before = readFileSync(path, 'utf8')
    await expect(writeKeyFile(path)).rejects.toThrow('stays as it is')
    await expect(writeKeyFile(join(path, 'key'))).rejects.toThrow('the pseudonym key cannot be written (EEXIST)')
    expect(readFileSync(path, 'utf8')).toBe(before)
  })

  it('lies by default in a folder of its own, which no repository takes, and not beside the digests of originals', async () => {
    const { key, artifacts } = parseConfig('', 'n.yaml', {}, {}, [])
    expect([key, artifacts]).toEqual([{ file: defaultKeyFile }, 'file:.nightmask'])
    expect(defaultKeyFile.startsWith('.nightmask/')).toBe(false)
    expect(writeConfig('schema.json')).toContain(`key: { file: ${defaultKeyFile} }`)
    const fresh = join(folder, 'fresh')
    await writeKeyFile(join(fresh, defaultKeyFile))
    for (const own of ['.nightmask-key', '.nightmask'])
      expect(readFileSync(join(fresh, own, '.gitignore'), 'utf8')).toBe('*\n')
    // A key of before is neither missed nor replaced: another one would mean other pseudonyms.
    const used = join(folder, 'used')
    await writeKeyFile(join(used, '.nightmask/key'))
    for (const act of [readKeyFile, writeKeyFile])
      await expect(act(join(used, defaultKeyFile))).rejects.toThrow(
        /yours is still at .*\.nightmask\/key: mkdir -p .* && mv /,
      )
  })

  it.each([0o640, 0o604, 0o620])('is refused when others may use it: mode %o', async (mode) => {
    const path = join(folder, `shared-${mode}`)
    await writeKeyFile(path)
    chmodSync(path, mode)
    await expect(readKeyFile(path)).rejects.toThrow('run chmod 600')
  })

  it.each([
    '',
    'hunter2hunter2',
    `nightmask-pseudonym-key-2:${'A'.repeat(43)}`,
    `nightmask-pseudonym-key-1:${'A'.repeat(42)}`,
    `nightmask-pseudonym-key-1:${'A'.repeat(44)}`,
    `nightmask-pseudonym-key-1:${'A'.repeat(42)}!`,
  ])('is refused when malformed, without showing a part of it: %j', async (text) => {
    const path = join(folder, 'malformed')
    writeFileSync(path, text, { mode: 0o600 })
    const refusal = await readKeyFile(path).catch((error) => error)
    expect(refusal).toBeInstanceOf(UsageError)
    expect(refusal.message).toBe(`${path} holds no pseudonym key of this version; \`nightmask key new\` makes one.`)
  })

  it('is kept out of version control in the folder of our own, unless a .gitignore is there', async () => {
    const own = join(folder, '.nightmask')
    await writeKeyFile(join(own, 'key'))
    expect(readFileSync(join(own, '.gitignore'), 'utf8')).toBe('*\n')
    writeFileSync(join(own, '.gitignore'), '/key\n')
    await writeKeyFile(join(own, 'second'))
    expect(readFileSync(join(own, '.gitignore'), 'utf8')).toBe('/key\n')
  })

  it('is asked for by the command that makes it when it is missing, and has to be a file', async () => {
    await expect(readKeyFile(join(folder, 'none'))).rejects.toThrow('`nightmask key new --key-file')
    await expect(readKeyFile(folder)).rejects.toThrow('is not a file')
    await expect(writeKeyFile(join(folder, 'kept/below'))).rejects.toThrow(UsageError)
  })
})
