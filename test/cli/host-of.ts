import type { Host } from "../../src/host.ts";

export interface TestHost extends Host {
  printed(): { readonly out: string; readonly err: string };
}

/** A process that is not there: nothing on its clock moves, and what it prints is kept. */
export function hostOf(argv: readonly string[], changes: Partial<Host> & { readonly terminal?: boolean } = {}): TestHost {
  const out: string[] = [];
  const err: string[] = [];
  const { terminal = false, ...rest } = changes;
  return {
    argv,
    cwd: "/nowhere",
    env: { LANG: "C.UTF-8" },
    stdout: { isTerminal: terminal, columns: 80, write: (text) => void out.push(text) },
    stderr: { isTerminal: terminal, columns: 80, write: (text) => void err.push(text) },
    stdinIsTerminal: terminal,
    readStdin: () => Promise.resolve(Buffer.alloc(0)),
    detectedAgent: () => Promise.resolve(null),
    now: () => 0,
    signal: new AbortController().signal,
    ...rest,
    printed: () => ({ out: out.join(""), err: err.join("") }),
  };
}
