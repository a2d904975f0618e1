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
