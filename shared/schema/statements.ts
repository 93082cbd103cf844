/** One statement of a script, with the 1-based line on which it begins. */
export interface Statement {
  readonly sql: string
  readonly line: number
}

const opaque =
  /`(?:[^`]|``)*`|'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"\\]|""|\\[\s\S])*"|\/\*[\s\S]*?\*\/|--(?=\s|$)[^\n]*|#[^\n]*/y
/** An executable comment is code. */
const comment = /^(?:--|#|\/\*(?!M?!))/
const delimiterLine = /[ \t]*delimiter[ \t]+(\S+)[^\n]*/iy

/** Cuts a script into statements as the command-line clients do, lines with DELIMITER too. Statements of nothing but comments are left out. */
export function splitStatements(script: string): Statement[] {
  const statements: Statement[] = []
  let delimiter = ';'
  let begin: number | null = null
  let line = 1
  let counted = 0
  const end = (at: number) => {
    if (begin === null) return
    for (let feed = script.indexOf('\n', counted); feed >= 0 && feed < begin; feed = script.indexOf('\n', counted)) {
      line++
      counted = feed + 1
    }
    statements.push({ sql: script.slice(begin, at).trim(), line })
    begin = null
  }
  for (let at = 0; at < script.length; ) {
    const changed = begin === null && isLineStart(script, at) ? match(delimiterLine, script, at) : null
    const skipped = changed ?? match(opaque, script, at)
    if (changed) delimiter = changed[1]!
    else if (!skipped && script.startsWith(delimiter, at)) {
      end(at)
      at += delimiter.length
      continue
    } else if (!(skipped ? comment : /^\s/).test(skipped?.[0] ?? script[at]!)) begin ??= at
    at += skipped?.[0].length ?? 1
  }
  end(script.length)
  return statements
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function isLineStart(script: string, at: number): boolean {
  return at === 0 || script[at - 1] === '\n'
}
