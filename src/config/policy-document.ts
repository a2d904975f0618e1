import type { Position } from "./position.ts";

export type KeyPath = readonly (string | number)[];

/** A policy's text, parsed and proven harmless (plain data, bounded depth, no key twice), not yet checked against the schema. */
export interface PolicyDocument {
  readonly value: unknown;
  /** Where the key at this path stands, or the nearest parent of it that is written. */
  locate(path: KeyPath): Position;
  /** Whether something stands at this path. */
  has(path: KeyPath): boolean;
}

/** One thing wrong with a policy's text. */
export interface TextProblem {
  readonly at: Position;
  readonly message: string;
}
