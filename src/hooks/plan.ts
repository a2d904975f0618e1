import type { HookName } from "./hook-names.ts";
import type { Manager } from "./managers.ts";

/** One file as it will be. Nothing is written before all of the plan is known. */
export interface PlannedFile {
  /** Null for what several hooks share (a manager's configuration, launchers). */
  readonly hook: HookName | null;
  readonly path: string;
  /** Bytes as latin1. */
  readonly text: string;
  /** Permission bits of a new file; a file that is there keeps its own. */
  readonly mode: number;
  readonly state: "new" | "changed" | "same";
}

/** Where nothing may be written by us, and what a person would write there. */
export interface Refused {
  readonly hook: HookName | null;
  readonly path: string;
  /** Ends the sentence "<path> …". */
  readonly because: string;
  readonly lines: string;
}

/** A key of this clone's git configuration. */
export interface PlannedSetting {
  readonly hook: HookName;
  readonly key: string;
  readonly value: string;
  readonly state: "new" | "changed" | "same";
}

/** All that installing would do, as data. */
export interface Plan {
  readonly manager: Manager["kind"];
  readonly files: readonly PlannedFile[];
  readonly settings: readonly PlannedSetting[];
  readonly refused: readonly Refused[];
  /** What a person has to run or do before the hooks are in force. */
  readonly next: readonly string[];
  /** What this way of running hooks cannot see, and holes that stay open. */
  readonly warnings: readonly string[];
}

export const emptyPlan = { files: [], settings: [], refused: [], next: [], warnings: [] } as const;

/** Some of both: the plans of the hooks, one after the other. */
export function joined(manager: Manager["kind"], parts: readonly Partial<Omit<Plan, "manager">>[]): Plan {
  const all = <Key extends keyof Omit<Plan, "manager">>(key: Key): Plan[Key] => parts.flatMap((part) => (part[key] ?? []) as readonly unknown[]) as unknown as Plan[Key];
  return { manager, files: all("files"), settings: all("settings"), refused: all("refused"), next: [...new Set(all("next"))], warnings: [...new Set(all("warnings"))] };
}
