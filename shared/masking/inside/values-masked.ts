import type { BranchReceipt, ColumnReceipt, InsideReceipt } from '../rows/receipt.ts'

/** How many values were masked one by one: cells, or what is in cells that are values of a format. */
export function valuesMasked(receipt: Pick<ColumnReceipt, 'masked' | 'branches' | 'inside'> | null): number {
  if (!receipt) return 0
  if (receipt.inside) return leavesMasked(receipt.inside)
  return receipt.branches?.reduce((sum, branch) => sum + ofBranch(branch), 0) ?? receipt.masked
}

function leavesMasked({ broken, paths }: InsideReceipt): number {
  return paths.reduce((sum, path) => sum + ofBranch(path), broken)
}

function ofBranch({ masked, inside }: BranchReceipt): number {
  return inside ? leavesMasked(inside) : masked
}
