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
  /** Entries of `critical` and `environments`, people of the roster. */
  entries: 500,
  /** Characters of a name or an owner. */
  nameLength: 200,
  /** Characters of a person's id, a tool's name, or the repository's. */
  idLength: 100,
  /** Characters of one e-mail address (RFC 5321 ends at 254). */
  emailLength: 254,
  /** E-mails of one person or tool. */
  emails: 50,
  /** Keys of one person. */
  keys: 20,
  /** Characters of one public key with its comment: RSA of 16,384 bits takes 2,800. */
  keyLength: 4096,
  /** Revoked keys, revoked sign-offs, blocked changes: a list each. */
  revoked: 2000,
  /** Tools of the team's own; trailers or variables of one. */
  tools: 100,
  /** Characters of a ref's name, a trailer's key or a variable's name. */
  wordLength: 250,
} as const;
