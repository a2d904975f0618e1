import { resolve } from "node:path";
import { answered, type Answer } from "../commands/answer.ts";
import type { HookCommand, Request } from "../commands/request.ts";
import type { Host } from "../host.ts";
import { version } from "../version.ts";
import { refusalOf } from "./failure-text.ts";
import { programFor } from "./program.ts";
import { progressOn } from "./progress.ts";
import { paperFor } from "./terminal.ts";
import type { World } from "../commands/world.ts";

/** Loads the one command that was asked for, and nothing else, and runs it. */
export async function runRequest(host: Host, request: Request): Promise<Answer> {
  const toFile = "output" in request && request.output !== null;
  const progress = progressOn(host);
  const world: World = {
    host,
    version,
    repo: request.repo === undefined ? undefined : resolve(host.cwd, request.repo),
    paper: paperFor(host, toFile ? null : host.stdout, request.color),
    progress,
  };
  try {
    return await runIn(world, request);
  } finally {
    progress.done();
  }
}

async function runIn(world: World, request: Request): Promise<Answer> {
  switch (request.command) {
    case "diff":
      return (await import("../commands/diff.ts")).diff(world, request);
    case "why":
      return (await import("../commands/why.ts")).why(world, request);
    case "graph":
      return (await import("../commands/graph.ts")).graph(world, request);
    case "explain":
      return (await import("../commands/explain.ts")).explain(world, request);
    case "init":
      return (await import("../commands/init.ts")).init(world, request);
    case "tag":
      return (await import("../commands/tag.ts")).tag(world, request);
    case "signoff":
      return (await import("../commands/signoff.ts")).signoff(world, request);
    case "audit":
      return (await import("../commands/audit.ts")).audit(world, request);
    case "doctor":
      return (await import("../commands/doctor.ts")).doctor(world, request);
    case "gate":
      return (await import("../commands/gate.ts")).gate(world, request);
    case "hook":
      return runHook(world, request);
    case "config":
      return (await import("../commands/config.ts")).config(world, request);
    case "completion":
      return (await import("../commands/completion.ts")).completion(request, programFor(world.version, () => {}));
  }
}

async function runHook(world: World, request: HookCommand): Promise<Answer> {
  switch (request.hook) {
    case "pre-push":
      return (await import("../commands/pre-push.ts")).prePush(world, request);
    case "prepare-commit-msg":
      return recordsOnly(world, async () => (await import("../commands/prepare-commit-msg.ts")).prepareCommitMsg(world, request));
    case "pre-receive":
      return (await import("../commands/pre-receive.ts")).preReceive(world, request);
    case "post-receive":
      return (await import("../commands/post-receive.ts")).postReceive(world, request);
  }
}

/** A hook that only records must not stop a commit, whatever goes wrong in it: one line says so, and the exit code is 0. */
async function recordsOnly({ host }: World, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (host.signal.aborted) throw error;
    return answered("", { notes: [`No trailer was recorded: ${refusalOf(error).message}`] });
  }
}
