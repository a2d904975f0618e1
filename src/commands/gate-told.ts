import { Failure } from "../failure.ts";
import { plainText } from "../git/plain-text.ts";

/**
 * How a change is meant to land. `proposal`: judged from where it left the ref it is meant for. `queue`: that ref is to become `head`, and
 * everything since `tip` lands at once. `push`: `name` has moved from `tip` to `head`, whatever ref it is.
 */
export type ToldKind = "proposal" | "queue" | "push";

/** One change as somebody outside told of it. Nothing of it is known to be here, or to be true. */
export interface ToldChange {
  readonly kind: ToldKind;
  /** Full name of the ref that brings it: what a report calls it. */
  readonly name: string;
  /** Full name of the branch it is made on; null where there is none. */
  readonly branch: string | null;
  /** Full name of the ref it is meant for; null: what the policy of the base ref says, or the base ref. Of a push, `name` itself: where that is meant to end is found out. */
  readonly ref: string | null;
  /** What that ref (of a push: `name`) held when the forge told of it, as a commit id: its policy judges. Null where nobody said. */
  readonly tip: string | null;
  /** A commit id; null for a ref that was deleted. */
  readonly head: string | null;
}

/** What a forge told of one change, with what people should know of it. */
export interface ToldByForge {
  readonly change: ToldChange;
  /** Full name of the branch that the forge calls the main one; null where it does not say. */
  readonly mainBranch: string | null;
  /** Who set it off, as the forge calls them: shown, and nothing else. */
  readonly actor: string | null;
  readonly notes: readonly string[];
}

/** What CI was told: one change, once for each ref that it is held against. */
export interface ToldGate extends Omit<ToldByForge, "change"> {
  readonly changes: readonly ToldChange[];
}

const oid = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const nothing = /^0+$/;

/** A commit id, or null for one of zeros: forges write those for "none". Failure `usage` for anything else, named by `what`. */
export function oidOrNone(value: unknown, what: string): string | null {
  if (typeof value !== "string" || !oid.test(value)) throw odd(what, "is no commit id", value);
  return nothing.test(value) ? null : value;
}

export function oidIn(value: unknown, what: string): string {
  return oidOrNone(value, what) ?? refuse(odd(what, "names no commit", value));
}

/** A full ref name that git would take: it goes to git as an argument, and into texts. */
export function fullRef(value: unknown, what: string): string {
  if (typeof value !== "string" || value.length > 1000 || !isRefName(value)) throw odd(what, "is no ref's name", value);
  return value;
}

/** The ref of a branch that is named without `refs/heads/`. */
export function branchRef(value: unknown, what: string): string {
  if (typeof value !== "string") throw odd(what, "is no branch's name", value);
  return fullRef(`refs/heads/${value}`, what);
}

/** `git check-ref-format`, for names below `refs/`. */
export function isRefName(name: string): boolean {
  return /^refs(?:\/[^\0-\x20\x7f~^:?*[\\/]+)+$/.test(name) && !/\.\.|@\{|\/\.|\.(?:lock)?(?:\/|$)/.test(name);
}

/** A name that is only shown. */
export function nameShown(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? plainText(value.slice(0, 100)) : null;
}

export function odd(what: string, because: string, value?: unknown): Failure {
  const shown = typeof value === "string" ? `: ${plainText(JSON.stringify(value.slice(0, 80)))}` : "";
  return new Failure("usage", `${what} ${because}${shown}.`, { hint: sayIt });
}

export const sayIt = "Say which change is meant: riskscore gate --base REV --head REV --ref refs/heads/BRANCH.";

function refuse(failure: Failure): never {
  throw failure;
}
