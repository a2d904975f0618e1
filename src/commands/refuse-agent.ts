import { Failure } from "../failure.ts";
import type { Host } from "../host.ts";
import type { TeamTool } from "../policy/policy.ts";
import { agentIn } from "../provenance/agent-environment.ts";

/** Answering for a change is a person's act: an agent's environment, or nobody at a terminal, ends it before anything is looked at. Failure `usage`. */
export async function refuseAgent(host: Host, tools: readonly TeamTool[] = []): Promise<void> {
  const agent = agentIn(host.env, await host.detectedAgent(), tools);
  if (agent === null) return;
  throw new Failure("usage", `This is the environment of ${agent.tool}, and a sign-off is a person's own act.`, { hint: "A senior runs riskscore signoff in a terminal of their own; the agent may run riskscore signoff request." });
}

/** The terminal to ask at. Failure `usage` where nobody can type. */
export function terminalOf(host: Host): { readonly ask: (question: string) => Promise<string | null> } {
  const { readLine } = host;
  if (!host.stdinIsTerminal || readLine === undefined) {
    throw new Failure("usage", "There is no terminal to type in, and a sign-off is typed by a person.", { hint: "Run riskscore signoff in a terminal. Without one, --verify, list, show and request work." });
  }
  return {
    async ask(question) {
      host.stderr.write(question);
      return readLine.call(host);
    },
  };
}
