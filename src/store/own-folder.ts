import { lstatSync, mkdirSync } from "node:fs";
import { Failure } from "../failure.ts";
import { ownUser } from "../host.ts";

/** Others than its owner may write. */
const writableByOthers = 0o022;

/** Makes `path` a folder of this user's alone if nothing stands there. Failure `io` where somebody else owns it or may write into it. */
export function makeOwnFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EEXIST") throw new Failure("io", `The folder '${path}' cannot be made: ${code ?? String(error)}.`, { cause: error, hint: "The hook has to run as the user who owns the repository, on a disk that can be written." });
  }
  refuseOthersFolder(path);
}

/** A folder that is not there is nobody's. */
export function refuseOthersFolder(path: string): void {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there === undefined) return;
  const wrong = whatIsWrong(there);
  if (wrong !== null) throw new Failure("io", `'${path}' ${wrong}, so what it holds proves nothing.`, { hint: "Only the account that runs the hook may own it and write into it (mode 700). If in doubt about what it holds, move it away: riskscore begins a new one." });
}

function whatIsWrong(there: { isDirectory(): boolean; readonly uid: number; readonly mode: number }): string | null {
  if (!there.isDirectory()) return "is no folder";
  // Windows knows neither owners nor modes in these terms.
  if (ownUser === null) return null;
  if (there.uid !== ownUser) return "belongs to another user";
  return (there.mode & writableByOthers) === 0 ? null : "can be written by others";
}
