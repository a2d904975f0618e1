import type { Host } from "../../src/host.ts";
import type { TestRepo } from "./repo-of.ts";

/** A person at a terminal in this repository who types these lines, then nothing more. `err` holds what was shown and asked. */
export function personTyping(repo: TestRepo, lines: readonly string[], over: Partial<Host> = {}): ReturnType<TestRepo["host"]> {
  const left = [...lines];
  return repo.host({ stdinIsTerminal: true, readLine: () => Promise.resolve(left.shift() ?? null), ...over });
}
