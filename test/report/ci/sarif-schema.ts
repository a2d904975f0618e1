import { createRequire } from "node:module";
import { Ajv, type ValidateFunction } from "ajv";

/** The OASIS schema of SARIF 2.1.0. */
export function sarifSchema(): ValidateFunction {
  const { $schema: _, id, ...schema } = createRequire(import.meta.url)("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json") as Record<string, unknown>;
  // Draft 4 says `id` where Ajv reads `$id`; of draft 4's other differences the schema uses none. Formats are checked by hand.
  return new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile({ $id: String(id), ...schema });
}
