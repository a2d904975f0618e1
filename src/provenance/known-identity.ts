import type { Named } from "./addresses.ts";
import type { KnownTools, Worth } from "./known-tools.ts";

const atGithub = "@users.noreply.github.com";

/** What the table says of an identity. By address; by name only where the table says that the name is the marker. */
export function knownIdentity({ foldedName, foldedEmail }: Pick<Named, "foldedName" | "foldedEmail">, tools: KnownTools): Worth | null {
  const whole = `${foldedName} <${foldedEmail}>`;
  const byName = tools.nameBegins.find(([begins]) => whole.startsWith(begins)) ?? tools.nameEnds.find(([ends]) => foldedName.endsWith(ends));
  if (byName !== undefined) return byName[1];
  return tools.addresses.get(foldedEmail) ?? knownLogin(foldedEmail, tools);
}

/** `id+name@users.noreply.github.com`, the id perhaps missing. An id that is listed tells more than the name. */
function knownLogin(email: string, { logins }: KnownTools): Worth | null {
  if (!email.endsWith(atGithub)) return null;
  const local = email.slice(0, -atGithub.length);
  const exact = logins.get(local);
  if (exact !== undefined) return exact;
  const plus = local.indexOf("+");
  return plus > 0 && /^\d+$/.test(local.slice(0, plus)) ? (logins.get(local.slice(plus + 1)) ?? null) : null;
}
