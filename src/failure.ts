/** What went wrong, in words for the person at the keyboard; decides the exit code (`cli/exit-codes.ts`). */
export type FailureKind = "usage" | "repository" | "revision" | "index" | "policy" | "git" | "cache" | "timeout" | "io" | "interrupted";

/**
 * Riskscore could not do what was asked. `message` is one plain sentence that names the value and the cause;
 * `hint` says what to do next. Expected refusals are values, not Failures.
 */
export class Failure extends Error {
  readonly kind: FailureKind;
  readonly hint: string | undefined;
  constructor(kind: FailureKind, message: string, options: { cause?: unknown; hint?: string } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "Failure";
    this.kind = kind;
    this.hint = options.hint;
  }
}

/** A state we promised could not happen: our bug, exit code 3. */
export class Defect extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "Defect";
  }
}

/** Why the file system refused, in words; to stand behind a colon. */
export function fileReason(cause: unknown): string {
  const code = (cause as { readonly code?: unknown } | null)?.code;
  return (typeof code === "string" ? fileReasons[code] : undefined) ?? (cause instanceof Error ? cause.message : String(cause));
}

const fileReasons: Readonly<Record<string, string>> = Object.assign(Object.create(null) as Record<string, string>, {
  EACCES: "permission denied",
  EDQUOT: "your disk quota is used up",
  EEXIST: "something else stands there",
  EISDIR: "it is a folder",
  ELOOP: "it is a link that leads back to itself",
  ENAMETOOLONG: "its name is too long",
  ENOENT: "there is no such file",
  ENOSPC: "the disk is full",
  ENOTDIR: "a part of its path is a file",
  EPERM: "permission denied",
  EROFS: "the disk is read-only",
});
