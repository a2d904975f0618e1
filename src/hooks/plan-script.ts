import { lstatSync, type Stats } from "node:fs";
import { fileReason } from "../failure.ts";
import { chained } from "./chained-script.ts";
import { blockFor, callFor } from "./hook-block.ts";
import type { HookName } from "./hook-names.ts";
import { textOf } from "./managers.ts";
import type { Plan, PlannedFile, Refused } from "./plan.ts";

const forAnybody = 0o755;

/**
 * Our block in the hook file at `path`, before what is there. `runBy`: git runs only files that are executable, and one that is not may
 * have been switched off on purpose, so it is left alone; managers start the shell themselves.
 */
export function planScript(path: string, hook: HookName, runBy: "git" | "manager"): Partial<Plan> {
  const there = lookAt(path);
  if (there instanceof Error) return { refused: [{ hook, path, because: `cannot be looked at (${fileReason(there)})`, lines: blockFor(hook) }] };
  const refused = there === undefined ? null : whyNotTouched(path, there, runBy);
  if (refused !== null) return { refused: [{ hook, path, because: refused, lines: blockFor(hook) }] };
  const before = there === undefined ? null : textOf(path);
  if (there !== undefined && before === null) return { refused: [{ hook, path, because: "cannot be read", lines: blockFor(hook) }] };
  const result = chained(before, hook);
  if ("refused" in result) return { refused: [{ hook, path, because: result.refused, lines: result.foreign ? callFor(hook) : blockFor(hook) } satisfies Refused] };
  return { files: [{ hook, path, text: result.text, mode: forAnybody, state: before === null ? "new" : before === result.text ? "same" : "changed" } satisfies PlannedFile] };
}

function lookAt(path: string): Stats | Error | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    return error as Error;
  }
}

function whyNotTouched(path: string, there: Stats, runBy: "git" | "manager"): string | null {
  if (there.isSymbolicLink()) return "is a link; what it leads to may serve others, too";
  if (!there.isFile()) return "is no file";
  if (runBy === "git" && there.size > 0 && (there.mode & 0o111) === 0 && (textOf(path) ?? "").trim() !== "") return "is not executable, so git does not run it, and to make it executable would switch on what it holds";
  return null;
}
