import { asCommitOid } from "../../src/ids.ts";
import type { TeamTool } from "../../src/policy/policy.ts";
import { knownTools } from "../../src/provenance/known-tools.ts";
import { scanCommit, type ScannedCommit } from "../../src/provenance/scan-commit.ts";

export const someCommit = asCommitOid("1".repeat(40));

export interface CommitText {
  readonly author?: string;
  readonly committer?: string;
  readonly message?: string | Buffer;
  readonly headers?: string;
  readonly team?: readonly TeamTool[];
}

/** What is found in a commit made of these parts. */
export function scanned({ author = "Ada Author <ada@example.test>", committer = "Cy Committer <cy@example.test>", message = "fix: a thing\n", headers = "", team = [] }: CommitText): ScannedCommit {
  return scanCommit(someCommit, rawCommit({ author, committer, message, headers }), knownTools(team));
}

export function rawCommit({ author, committer, message, headers = "" }: Required<Pick<CommitText, "author" | "committer" | "message">> & { headers?: string }): Buffer {
  const head = `tree ${"0".repeat(40)}\nauthor ${author} 1704067200 +0000\ncommitter ${committer} 1704067200 +0000\n${headers}\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(message as string)]);
}

/** `tool kind confidence place`, one a piece. */
export function briefly({ attributions }: Pick<ScannedCommit, "attributions">): readonly string[] {
  return attributions.map(({ tool, kind, confidence, where }) => `${tool} ${kind} ${confidence} ${where.place}`);
}

/** What a message alone holds. */
export function inMessage(message: string | Buffer): readonly string[] {
  return briefly(scanned({ message }));
}
