// Compiles shared/masking/digests/*.wat for the hot path: npm run wasm
import { readFileSync, writeFileSync } from 'node:fs'
import wabt from 'wabt'

/** The TypeScript module that holds a .wat file's binary. */
export async function wasmModule(file: string): Promise<string> {
  const compiler = await wabt()
  const { buffer } = compiler.parseWat(file, readFileSync(file, 'utf8')).toBinary({})
  const name = file.slice(file.lastIndexOf('/') + 1)
  return `/** ${name} as WebAssembly, base64. Made by \`npm run wasm\`. */\nexport const binary =\n  '${Buffer.from(buffer).toString('base64')}'\n`
}

if (process.argv[1]?.endsWith('wasm.ts'))
  for (const name of ['hmac', 'siphash', 'address-hashes', 'squeeze'])
    writeFileSync(`shared/masking/digests/${name}-wasm.ts`, await wasmModule(`shared/masking/digests/${name}.wat`))
