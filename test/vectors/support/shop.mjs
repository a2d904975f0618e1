/** The shop every vector starts from: its till is critical, so an edit of `src/sum.ts` reaches it (high), one of `src/till.ts` changes it (critical). */
import { keyPairOf } from "../../support/ssh-signer.mjs";

export const shop = {
  "package.json": '{ "name": "shop", "type": "module" }\n',
  "package-lock.json": '{ "name": "shop", "lockfileVersion": 3, "packages": {} }\n',
  "src/sum.ts": "export const sum = (a: number, b: number): number => a + b;\n",
  "src/till.ts": 'import { sum } from "./sum.ts";\nexport const till = (): number => sum(1, 2);\n',
  "src/page.ts": 'import { till } from "./till.ts";\nexport const page = (): string => `${till()}`;\n',
  "docs/readme.md": "# Shop\n",
  ".husky/pre-push": "npm test\n",
};

/** What an agent's edit of the sum looks like: one line that the till feels. */
export const otherSum = "export const sum = (a: number, b: number): number => b + a;\n";
export const otherTill = 'import { sum } from "./sum.ts";\nexport const till = (): number => sum(2, 2);\n';

export const byAgent = "Add two\n\nCo-authored-by: Claude <noreply@anthropic.com>\n";

export const person = (id, roles, more = {}) => ({ id, roles, scopes: ["**"], emails: [`${id}@shop.example`], keys: [{ key: keyPairOf(id).publicKey }], ...more });

/** sam and kim are seniors, pat a policy-admin and a senior, eve may break the glass. The author, ben, is nobody's senior. */
export const people = [person("sam", ["senior"]), person("kim", ["senior"]), person("pat", ["senior", "policy-admin"]), person("eve", ["breakglass"])];

export const policy = (more = {}, roster = {}) => ({ repo: "shop", critical: [{ name: "till", globs: ["src/till.ts"] }], roster: { people, ...roster }, ...more });

export const policyText = (value) => `${JSON.stringify(value, null, 2)}\n`;
