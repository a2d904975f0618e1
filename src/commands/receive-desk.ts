import { parseReceiveLines } from "../change/receive-lines.ts";
import type { PushLine } from "../change/push-lines.ts";
import { landedSignoffs } from "../audit/landings.ts";
import { Failure } from "../failure.ts";
import { openRepository } from "../git/repository.ts";
import { serverSettings } from "../git/server-settings.ts";
import type { Host } from "../host.ts";
import { type AuditLog, auditFolder, openAuditLog } from "../store/audit-log.ts";
import { refuseOthersFolder } from "../store/own-folder.ts";
import { openServerFolder } from "../store/server-memory.ts";
import { pushersIn } from "./pusher.ts";
import type { ServerDesk } from "./receive-judge.ts";
import type { World } from "./world.ts";

/** What git told a receive hook. All of stdin is read, first thing. Failure `usage` at a terminal, and where there is nothing. */
export async function receivedLines(host: Host, hook: string): Promise<readonly PushLine[]> {
  if (host.stdinIsTerminal) {
    throw new Failure("usage", `riskscore hook ${hook} reads what git writes on stdin, and stdin is a terminal.`, { hint: "Git calls it on a server that is pushed to; to judge a change by hand: riskscore diff, or riskscore gate." });
  }
  const lines = parseReceiveLines(await host.readStdin());
  // Refs would be looked up outside of the namespace that the hook is told of.
  if (host.env["GIT_NAMESPACE"]) throw new Failure("usage", "This push goes to a git namespace, and refs in one cannot be judged.", { hint: "Give each project a repository of its own." });
  return lines;
}

export interface OpenDesk {
  readonly desk: Omit<ServerDesk, "deadline">;
  readonly log: AuditLog;
}

/** Finds the repository that is pushed to, its settings, and the folder and log that only its account may write. */
export async function openDesk({ host, repo }: Pick<World, "host" | "repo">): Promise<OpenDesk> {
  const repository = await openRepository(host, repo === undefined ? {} : { cwd: repo });
  try {
    const settings = await serverSettings(repository);
    const folder = openServerFolder(repository.commonDir, host);
    const logFolder = auditFolder(repository.commonDir);
    refuseOthersFolder(logFolder);
    const log = openAuditLog(logFolder, host);
    const landed = landedSignoffs(log.read());
    return { desk: { settings, folder, pushers: pushersIn(host), usedUp: (ref) => landed.get(ref) ?? new Set() }, log };
  } finally {
    await repository.close();
  }
}
