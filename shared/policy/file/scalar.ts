/** A value in YAML's flow form: bare where no reader could take it for anything else. */
export function scalar(value: unknown): string {
  const isPlain = typeof value === 'string' && /^[A-Za-z_][\w.-]*$/.test(value) && !reserved.test(value)
  return isPlain ? value : JSON.stringify(value)
}

const reserved = /^(true|false|yes|no|on|off|null|y|n)$/i
