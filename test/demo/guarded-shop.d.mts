export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A person with a clone, a home folder, an identity and an SSH key of their own. */
export interface Actor {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
  /** The same person in another folder. */
  at(folder: string): Actor;
  tried(words: readonly string[], extra?: Readonly<Record<string, string>>): Ran;
  run(words: readonly string[], extra?: Readonly<Record<string, string>>): Ran;
  git(...args: string[]): Ran;
  riskscore(...args: string[]): Ran;
  triedRiskscore(...args: string[]): Ran;
  atTerminal(lines: readonly string[], ...args: string[]): Ran;
  write(file: string, text: string): void;
  read(file: string): string;
}

export interface GuardedShop {
  readonly folder: string;
  readonly terminal: string;
  readonly remote: Actor;
  /** Ben, nobody's senior. */
  readonly author: Actor;
  /** senior and policy-admin; founded the shop. */
  readonly ada: Actor;
  /** senior. */
  readonly chloe: Actor;
  /** senior, and may override. */
  readonly dev: Actor;
  remove(): void;
}

export const testSigner: string;
export const agentEnvironment: Readonly<Record<string, string>>;
export function guardedShop(options?: { readonly signer?: string; readonly policy?: object; readonly env?: Readonly<Record<string, string>>; readonly gitConfig?: string }): GuardedShop;
export function roundToEven(actor: Actor): void;
