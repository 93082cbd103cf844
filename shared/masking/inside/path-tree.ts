import { readPath, type Step } from '../../policy/inside/paths.ts'
import type { ColumnPlan } from '../../policy/plan.ts'
import type { ByteText } from '../redact/php-value.ts'
import { bytesOf } from './byte-text.ts'
import type { Place } from './format.ts'

/** The paths of a rule that reaches inside values, ready to be walked. */
export function pathsOf({ inside }: ColumnPlan): PathTree {
  const paths = inside!.flatMap(({ path }) => (path === null ? [] : [readPath(path)!]))
  return new PathTree(
    paths,
    inside!.map(({ rule }) => rule.mask === 'keep'),
  )
}

/** Where a walk stands, as the rules of a policy see it: of all their paths, how far each has come. */
export class RulePlace implements Place {
  /** Which rule is meant for what is here: the last one is for everything that no path is for. */
  readonly branch: number
  readonly keeps: boolean
  /** Whether no path leads further: one rule is meant for all that is below. */
  readonly isSettled: boolean
  readonly #tree: PathTree
  readonly #open: readonly Position[]
  readonly #names: Map<ByteText, RulePlace | null>
  readonly #indices: Map<number, RulePlace | null>
  #otherName: RulePlace | null = null
  #otherIndex: RulePlace | null = null
  readonly isEnd: boolean

  constructor(tree: PathTree, open: readonly Position[], branch: number, isEnd: boolean) {
    this.#tree = tree
    this.#open = open
    this.branch = branch
    this.isEnd = isEnd
    this.isSettled = open.length === 0
    this.keeps = this.isSettled && tree.keeps(branch)
    const next = open.map((position) => tree.step(position))
    this.#names = new Map(
      next.flatMap((step) => (step.kind === 'name' || step.kind === 'anywhere' ? [[bytesOf(step.name), null]] : [])),
    )
    this.#indices = new Map(next.flatMap((step) => (step.kind === 'index' ? [[step.index, null]] : [])))
  }

  member(name: ByteText): RulePlace {
    const isNamed = this.#names.has(name)
    const known = isNamed ? this.#names.get(name)! : this.#otherName
    const place = known ?? this.#tree.next(this, this.#open, (step) => step.kind === 'any-name' || isCalled(step, name))
    if (isNamed) this.#names.set(name, place)
    else this.#otherName = place
    return place.#met()
  }

  item(index: number): RulePlace {
    const isNamed = this.#indices.has(index)
    const known = isNamed ? this.#indices.get(index)! : this.#otherIndex
    const fits = (step: Step) => step.kind === 'any-index' || (step.kind === 'index' && step.index === index)
    const place = known ?? this.#tree.next(this, this.#open, fits)
    if (isNamed) this.#indices.set(index, place)
    else this.#otherIndex = place
    return place.#met()
  }

  #met(): this {
    if (this.isEnd) this.#tree.meet(this.branch)
    return this
  }
}

function isCalled(step: Step, name: ByteText): boolean {
  return (step.kind === 'name' || step.kind === 'anywhere') && bytesOf(step.name) === name
}

/** A path, and how many of its steps are gone. */
interface Position {
  readonly path: number
  readonly gone: number
}

/** All the paths of a rule, walked at once: what a place is the same for is one object, however many values are read. */
export class PathTree {
  readonly root: RulePlace
  /** Of each rule, whether its path was met since `begin`. */
  readonly met: boolean[]
  readonly #paths: readonly (readonly Step[])[]
  readonly #keeps: readonly boolean[]

  /** `keeps` says of the rule of each path, and at its end of the one for everything else, whether it keeps. */
  constructor(paths: readonly (readonly Step[])[], keeps: readonly boolean[]) {
    this.#paths = paths
    this.#keeps = keeps
    this.met = keeps.map(() => false)
    this.root = new RulePlace(
      this,
      paths.map((_, path) => ({ path, gone: 0 })),
      paths.length,
      false,
    )
  }

  begin(): void {
    this.met.fill(false)
  }

  meet(branch: number): void {
    this.met[branch] = true
  }

  keeps(branch: number): boolean {
    return this.#keeps[branch]!
  }

  step({ path, gone }: Position): Step {
    return this.#paths[path]![gone]!
  }

  next(from: RulePlace, open: readonly Position[], fits: (step: Step) => boolean): RulePlace {
    const taken = open
      .filter((position) => fits(this.step(position)))
      .map(({ path, gone }) => ({ path, gone: gone + 1 }))
    const waiting = open.filter((position) => this.step(position).kind === 'anywhere')
    const isAtEnd = ({ path, gone }: Position) => this.#paths[path]!.length === gone
    const ended = taken.filter(isAtEnd).map(({ path }) => path)
    const [best] = ended.sort((a, b) => this.#compare(a, b))
    const further = [...taken.filter((position) => !isAtEnd(position)), ...waiting]
    return new RulePlace(this, further, best ?? from.branch, best !== undefined)
  }

  /** What names a place more exactly comes first, judged from its end; of equals the first in the file. */
  #compare(a: number, b: number): number {
    const [left, right] = [this.#paths[a]!, this.#paths[b]!]
    for (let back = 1; back <= Math.max(left.length, right.length); back++) {
      const difference = rank(left.at(-back)) - rank(right.at(-back))
      if (difference !== 0) return difference
    }
    return a - b
  }
}

function rank(step: Step | undefined): number {
  if (step === undefined) return 3
  if (step.kind === 'name' || step.kind === 'index') return 0
  return step.kind === 'anywhere' ? 1 : 2
}
