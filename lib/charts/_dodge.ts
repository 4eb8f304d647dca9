/** Moves labels apart so that none overlaps another. */

/** A label on a line: where it wants to be and how much room it takes. */
export interface DodgeItem {
  /** The wanted middle in pixels. */
  readonly at: number;
  /** The room in pixels. */
  readonly size: number;
}

/**
 * Gives each label a middle near the wanted one, without overlap and inside the limits: labels are taken in the
 * order of their places and pushed apart as blocks around their mean, the least squares solution.
 */
export function dodge(items: readonly DodgeItem[], low: number, high: number): readonly number[] {
  const order = items.map((item, index) => ({ ...item, index })).toSorted((a, b) =>
    a.at - b.at || a.index - b.index
  );
  type Block = { members: typeof order; size: number; start: number };
  const startOf = (members: typeof order, size: number): number => {
    let before = 0, sum = 0;
    for (const member of members) {
      sum += member.at - member.size / 2 - before;
      before += member.size;
    }
    return Math.max(low, Math.min(high - size, sum / members.length));
  };
  const blocks: Block[] = [];
  for (const item of order) {
    let block: Block = { members: [item], size: item.size, start: startOf([item], item.size) };
    for (let last = blocks.at(-1); last && last.start + last.size > block.start; last = blocks.at(-1)) {
      blocks.pop();
      const members = [...last.members, ...block.members];
      const size = last.size + block.size;
      block = { members, size, start: startOf(members, size) };
    }
    blocks.push(block);
  }
  const placed: number[] = items.map((item) => item.at);
  for (const block of blocks) {
    let at = block.start;
    for (const member of block.members) {
      placed[member.index] = at + member.size / 2;
      at += member.size;
    }
  }
  return placed;
}
