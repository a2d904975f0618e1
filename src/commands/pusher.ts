import type { Host } from "../host.ts";
import type { Identity } from "../provenance/attribution.ts";

/** Where servers tell a hook who pushes: name, e-mail. Nobody answers for what they push, so one more name here can only take away. */
const tellers = [
  { name: "GL_USERNAME", email: null }, // GitLab
  { name: "GITEA_PUSHER_NAME", email: "GITEA_PUSHER_EMAIL" }, // Gitea, Forgejo
  { name: "GITHUB_USER_LOGIN", email: null }, // GitHub Enterprise Server
  { name: "GERRIT_USER", email: null },
  { name: "REMOTE_USER", email: null }, // git http-backend
  { name: "GL_USER", email: null }, // gitolite
] as const;

/** Who pushes, as far as the server says; a signed push names its signer only where git found the signature good. */
export function pushersIn({ env }: Pick<Host, "env">): readonly Identity[] {
  const told = tellers.flatMap(({ name, email }) => identityOf(env[name], email === null ? undefined : env[email]));
  const signer = env["GIT_PUSH_CERT_STATUS"] === "G" ? identityOf(env["GIT_PUSH_CERT_SIGNER"], undefined) : [];
  return [...told, ...signer];
}

/** `Ada <ada@example.test>`, an address, or a name. */
function identityOf(said: string | undefined, address: string | undefined): readonly Identity[] {
  const text = said?.trim() ?? "";
  if (text === "") return [];
  const [, name = text, inside = ""] = /^(.*?)\s*<([^<>]*)>$/s.exec(text) ?? [];
  return [{ name, email: address ?? (inside || (text.includes("@") ? text : "")), as: "pusher" }];
}
