import { expect, test } from "vitest";
import { explain } from "../../src/commands/explain.ts";
import type { ExplainCommand } from "../../src/commands/request.ts";
import { signalIds } from "../../src/policy/default-weights.ts";
import { worldOf } from "./gathered.ts";

const asked: ExplainCommand = { command: "explain", repo: undefined, color: "auto", format: "human", signal: null };

test("lists every signal the policy can weigh", async () => {
  const { text } = await explain(worldOf(), asked);
  for (const id of signalIds) expect(text).toContain(`  ${id}`);
});

test.each(signalIds)("%s is explained: what, why, how to lower it", async (signal) => {
  const { text } = await explain(worldOf(), { ...asked, signal });
  for (const part of ["What it measures", "Why it matters", "How to lower it", `score.weights.${signal}`]) expect(text).toContain(part);
});

test("an unknown signal is refused with what comes close", async () => {
  await expect(explain(worldOf(), { ...asked, signal: "widereach" })).rejects.toMatchObject({ kind: "usage", hint: "Did you mean wide-reach?" });
  await expect(explain(worldOf(), { ...asked, signal: "xyz" })).rejects.toMatchObject({ hint: expect.stringContaining("The signals are wide-reach") });
});
