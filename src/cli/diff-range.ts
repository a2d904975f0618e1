import { Failure } from "../failure.ts";
import type { DiffRequest } from "../commands/gather-request.ts";

/** The words that say what `diff` compares, as commander parsed them. */
export interface RangeWords {
  readonly range?: string | undefined;
  readonly base?: string | undefined;
  readonly head?: string | undefined;
  readonly worktree?: boolean | undefined;
  readonly staged?: boolean | undefined;
}

type Compared = Pick<DiffRequest, "base" | "head" | "threeDots">;

/** Which two snapshots to compare; a Failure where the words say two things at once. */
export function comparedBy(words: RangeWords): Compared {
  refuseContradictions(words);
  for (const rev of [words.range, words.base, words.head]) if (rev !== undefined) refuseOption(rev);
  if (words.range?.includes("..") === true) return comparedByRange(words.range, words);
  return { base: words.range ?? words.base ?? null, head: headOf(words), threeDots: false };
}

function headOf({ head, worktree }: RangeWords): DiffRequest["head"] {
  if (worktree === true) return { kind: "worktree" };
  return head === undefined ? { kind: "index" } : { kind: "commit", rev: head };
}

function comparedByRange(range: string, { worktree, staged }: RangeWords): Compared {
  const [, from = "", dots = "", to = ""] = /^(.*?)(\.{2,})(.*)$/s.exec(range) ?? [];
  if (dots.length > 3 || to.includes("..")) throw new Failure("usage", `'${range}' is no range of revisions.`, { hint: "Write A..B, or A...B to start from where B left A." });
  if (from === "" || to === "") {
    const whole = `${from || "HEAD"}${dots}${to || "HEAD"}`;
    throw new Failure("usage", `'${range}' leaves out where the range ${from === "" ? "starts" : "ends"}.`, {
      hint: from === "" ? `Write ${whole}.` : `Write ${whole} for the commits, or ${from} alone for what is staged.`,
    });
  }
  if (worktree === true || staged === true) {
    const flag = worktree === true ? "--worktree" : "--staged";
    throw new Failure("usage", `'${range}' names both ends, and ${flag} names another end.`, { hint: `Write '${from} ${flag}' or '${range}', not both.` });
  }
  return { base: from, head: { kind: "commit", rev: to }, threeDots: dots === "..." };
}

function refuseContradictions({ range, base, head, worktree, staged }: RangeWords): void {
  const option = base !== undefined ? "--base" : head !== undefined ? "--head" : null;
  if (range !== undefined && option !== null) {
    throw new Failure("usage", `'${range}' and ${option} both say what to compare.`, { hint: "Give a range (A..B) or --base and --head, not both." });
  }
  const ends = [head === undefined ? null : "--head", worktree === true ? "--worktree" : null, staged === true ? "--staged" : null].filter((end) => end !== null);
  if (ends.length > 1) throw new Failure("usage", `${ends.join(" and ")} name different ends of the comparison.`, { hint: `Keep one of ${ends.join(", ")}.` });
}

/** Git would read it as an option of its own. */
function refuseOption(rev: string): void {
  if (rev === "") throw new Failure("usage", "A revision cannot be empty.", { hint: "Is a variable unset? Name a branch, a tag or a commit." });
  if (rev.startsWith("-")) throw new Failure("usage", `'${rev}' is no revision: names of revisions never start with '-'.`, { hint: "Name a branch, a tag or a commit." });
}
