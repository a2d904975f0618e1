import { emailProblem, plainEmail } from "./e-mail.ts";
import { named, type PolicyProblem, repeated } from "./policy-problem.ts";
import type { WrittenPolicy } from "./schema.ts";

/** Tools told apart, each seen by something, none by a person's address. */
export function toolRules({ tools = [], roster }: WrittenPolicy): PolicyProblem[] {
  const persons = new Map((roster?.people ?? []).flatMap(({ id, emails }) => emails.map((email) => [plainEmail(email), id] as const)));
  return [
    ...repeated(tools, ({ tool }) => tool.toLowerCase(), ({ tool }, at) => ({ path: ["tools", at, "tool"], message: `the tool ${named(tool)} stands twice in "tools"` })),
    ...tools.flatMap((one, at) => oneTool(one, at, persons)),
  ];
}

type WrittenTool = NonNullable<WrittenPolicy["tools"]>[number];

function oneTool({ tool, emails = [], trailers = [], env = [] }: WrittenTool, at: number, persons: ReadonlyMap<string, string>): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  if (/[*?[\]{}]|[\p{C}\p{Zl}\p{Zp}]/u.test(tool) || tool.trim() !== tool) {
    problems.push({ path: ["tools", at, "tool"], message: `the tool ${named(tool)} holds a wildcard, or a character that cannot be seen` });
  }
  if (emails.length + trailers.length + env.length === 0) {
    problems.push({ path: ["tools", at], message: `the tool ${named(tool)} could never be seen: name an e-mail, a trailer or an environment variable` });
  }
  for (const [email, i] of emails.map((one, index) => [one, index] as const)) {
    const problem = emailProblem(email);
    const person = persons.get(plainEmail(email));
    if (problem !== null) problems.push({ path: ["tools", at, "emails", i], message: `the e-mail ${named(email)} ${problem}` });
    else if (person !== undefined) problems.push({ path: ["tools", at, "emails", i], message: `the e-mail ${named(email)} belongs to ${named(person)} of the roster: a tool is no person` });
  }
  return problems;
}
