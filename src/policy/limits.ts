/** Sizes past which a policy is refused: a person writes far less, and no reader of ours is asked to survive more. */
export const limits = {
  /** Bytes of the file. */
  bytes: 256 * 1024,
  /** Levels of objects and lists. */
  depth: 20,
  /** Characters of one glob. */
  globLength: 256,
  /** Globs of one list. */
  globs: 500,
  /** Entries of `critical` and `environments`. */
  entries: 500,
  /** Characters of a name or an owner. */
  nameLength: 200,
} as const;
