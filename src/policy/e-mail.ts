/** An address as it is compared: in lower case. */
export function plainEmail(email: string): string {
  return email.toLowerCase();
}

/** Blanks, and characters that cannot be seen. */
const unseen = /[\s\p{C}\p{Z}]/u;

/** Why this is no address somebody commits with, as words to follow it; null when it is one. */
export function emailProblem(email: string): string | null {
  if (unseen.test(email)) return "holds a blank or a character that cannot be seen";
  if (/[*?<>,;"[\]{}]/.test(email)) return "holds a wildcard or a separator: write out one address, without its name";
  const [local, domain, ...more] = email.split("@");
  return local && domain && more.length === 0 ? null : "is no e-mail address: it needs one '@' with text on both sides";
}
