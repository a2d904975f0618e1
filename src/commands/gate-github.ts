import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import { Failure } from "../failure.ts";
import type { Host } from "../host.ts";
import { branchRef, fullRef, nameShown, odd, oidIn, oidOrNone, sayIt, type ToldChange, type ToldByForge } from "./gate-told.ts";

/** GitHub caps a payload at 25 MB. */
const largestEvent = 25 * 1024 * 1024;

type Json = { readonly [key: string]: unknown };

/** What GitHub Actions says happened. Failure `usage` for an event that names no change, and for one that does not look as documented. */
export function toldByGithub(env: Host["env"]): ToldByForge {
  const name = env["GITHUB_EVENT_NAME"] ?? "";
  const read = events[name];
  if (read === undefined) throw namesNoChange(name);
  const event = eventIn(env["GITHUB_EVENT_PATH"] ?? "");
  const { notes = [], ...change } = read(event);
  const main = partOf(event, "repository", false)?.["default_branch"];
  return { change, mainBranch: main === undefined ? null : branchRef(main, "repository.default_branch of the event"), actor: nameShown(env["GITHUB_ACTOR"]), notes };
}

/** The change that an event's payload tells of; exported for tests of payloads alone. */
type Reader = (event: Json) => ToldChange & { readonly notes?: readonly string[] };

const events: Readonly<Record<string, Reader>> = Object.assign(Object.create(null) as Record<string, Reader>, {
  pull_request: proposal,
  pull_request_target: (event: Json) => ({ ...proposal(event), notes: [trap] }),
  merge_group: queued,
  push: pushed,
});

const trap =
  "pull_request_target runs with this repository's secrets and a token that may write. Judging is safe, nothing of the change is run; a step that checks out the pull request and builds, installs or tests it hands both to whoever opened it. Use pull_request unless you know why not.";

/** The commit that was checked out is a merge made for testing: the head is what people wrote and signed. */
function proposal(event: Json): ToldChange {
  const request = partOf(event, "pull_request");
  const [base, head] = [partOf(request, "base"), partOf(request, "head")];
  const { number } = request;
  if (!Number.isSafeInteger(number) || (number as number) < 1) throw odd("pull_request.number of the event", "is no number");
  return {
    kind: "proposal",
    name: `refs/pull/${number as number}/head`,
    branch: branchRef(head["ref"], "pull_request.head.ref of the event"),
    ref: branchRef(base["ref"], "pull_request.base.ref of the event"),
    tip: oidIn(base["sha"], "pull_request.base.sha of the event"),
    head: oidIn(head["sha"], "pull_request.head.sha of the event"),
  };
}

function queued(event: Json): ToldChange {
  const group = partOf(event, "merge_group");
  return {
    kind: "queue",
    name: fullRef(group["head_ref"], "merge_group.head_ref of the event"),
    branch: null,
    ref: fullRef(group["base_ref"], "merge_group.base_ref of the event"),
    tip: oidIn(group["base_sha"], "merge_group.base_sha of the event"),
    head: oidIn(group["head_sha"], "merge_group.head_sha of the event"),
  };
}

function pushed(event: Json): ToldChange {
  const ref = fullRef(event["ref"], "ref of the event");
  return {
    kind: "push",
    name: ref,
    branch: ref.startsWith("refs/heads/") ? ref : null,
    ref,
    tip: oidOrNone(event["before"], "before of the event"),
    head: oidOrNone(event["after"], "after of the event"),
  };
}

/** The payload: a file that GitHub wrote, whose texts anybody may have written. */
function eventIn(path: string): Json {
  const text = textIn(path);
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Told below.
  }
  throw odd("The event (GITHUB_EVENT_PATH)", "is no JSON object");
}

function textIn(path: string): string {
  if (path === "") throw odd("GITHUB_EVENT_PATH", "is not set, so nobody says what happened");
  try {
    const file = openSync(path, "r");
    try {
      const { size } = fstatSync(file);
      if (size > largestEvent) throw odd("The event (GITHUB_EVENT_PATH)", `holds ${size} bytes, more than GitHub ever sends`);
      return readFileSync(file, "utf8");
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure("io", `The event (GITHUB_EVENT_PATH) could not be read: ${(cause as NodeJS.ErrnoException).code ?? "unknown reason"}.`, { cause, hint: sayIt });
  }
}

function partOf(of: Json, key: string): Json;
function partOf(of: Json, key: string, needed: false): Json | undefined;
function partOf(of: Json, key: string, needed = true): Json | undefined {
  const part = Object.hasOwn(of, key) ? of[key] : undefined;
  if (isObject(part)) return part;
  if (needed) throw odd("The event (GITHUB_EVENT_PATH)", `has no ${key}, which an event of this name has`);
  return undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function namesNoChange(event: string): Failure {
  if (event === "") return odd("GITHUB_EVENT_NAME", "is not set, so nobody says what happened");
  const known = Object.keys(events).filter((name) => name !== "pull_request_target").join(", ");
  return new Failure("usage", `The event '${nameShown(event)}' names no change to judge.`, { hint: `${sayIt} Events that name one: ${known}.` });
}
