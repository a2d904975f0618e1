import type { Policy } from "../policy/policy.ts";
import type { PolicyDocument, TextProblem } from "./policy-document.ts";
import { normalizePolicy } from "../policy/normalize.ts";
import { policyFailure } from "./policy-failure.ts";

/** The policy a parsed document stands for. Throws Failure("policy") naming file, line and column of the first problem. */
export async function validatePolicy(file: string, document: PolicyDocument): Promise<Policy> {
  const { checkShape } = await import("../policy/check-shape.ts");
  const checked = checkShape(document.value);
  if ("written" in checked) return normalizePolicy(checked.written);
  const problems = checked.problems.map(async ({ path, message, unknownKey }): Promise<TextProblem> => {
    const text = unknownKey === undefined ? message : (await import("./unknown-key.ts")).unknownKeyMessage(path.slice(0, -1), unknownKey);
    return { at: document.locate(path), message: text };
  });
  throw policyFailure(file, await Promise.all(problems));
}
