import * as v from "valibot";
import { limits } from "./limits.ts";
import type { TeamTool } from "./policy.ts";
import { emails, listOf, record, text, textLike } from "./shapes.ts";

const kinds = ["agent", "session", "declared", "assist", "weak"] as const satisfies readonly TeamTool["kind"][];

const trailers = listOf(v.pipe(textLike(/^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/, "a trailer's key, such as Acme-Agent: letters, digits and -"), v.title("trailer key")), limits.tools, "trailer keys");
const variables = listOf(v.pipe(textLike(/^[A-Z_][A-Z0-9_]{0,99}$/, "the name of an environment variable, such as ACME_AGENT: capitals, digits and _"), v.title("environment variable")), limits.tools, "environment variables");

const tool = record({
  tool: v.pipe(text(limits.idLength), v.title("Tool"), v.description("What the report calls this tool. Unique in the list."), v.examples(["acme-coder"])),
  kind: v.pipe(
    v.picklist(kinds),
    v.title("Kind"),
    v.description("What seeing it proves. `agent`, `session` and `declared` mark a change as AI-assisted; `assist` and `weak` only make one suspected."),
    v.examples(["agent"]),
  ),
  emails: v.pipe(v.optional(emails, []), v.title("E-mails"), v.description("Addresses this tool commits with. Compared without case; no patterns."), v.examples([["coder@bots.acme.example"]])),
  trailers: v.pipe(v.optional(trailers, []), v.title("Trailers"), v.description("Keys of the trailers this tool writes into commit messages."), v.examples([["Acme-Coder-Session"]])),
  env: v.pipe(v.optional(variables, []), v.title("Environment"), v.description("Environment variables that are set while this tool works."), v.examples([["ACME_CODER"]])),
});

/** Tools of the team's own, beside riskscore's table. */
export const toolsEntry = v.pipe(
  v.optional(listOf(tool, limits.tools, "tools"), []),
  v.title("Tools"),
  v.description("Coding tools of your own that riskscore's table does not know, and by what they are seen."),
  v.examples([[{ tool: "acme-coder", kind: "agent" as const, emails: ["coder@bots.acme.example"], trailers: ["Acme-Coder-Session"], env: ["ACME_CODER"] }]]),
);
