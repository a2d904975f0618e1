import { emailProblem } from "./e-mail.ts";
import { named, type PolicyProblem, repeated } from "./policy-problem.ts";
import { publicKeyIn } from "./public-key.ts";
import type { WrittenPolicy } from "./schema.ts";

/** Every person, e-mail and key is told apart and means exactly one; a roster names the repository it holds for. */
export function rosterRules({ roster, repo }: WrittenPolicy): PolicyProblem[] {
  const people = roster?.people ?? [];
  if (people.length === 0) return [];
  const nameless: PolicyProblem[] = repo == null ? [{ path: ["roster"], message: 'a roster needs "repo": without a name for this repository, a sign-off made for another one would count' }] : [];
  return [...nameless, ...idRules(people), ...emailRules(people), ...keyRules(people)];
}

type People = NonNullable<NonNullable<WrittenPolicy["roster"]>["people"]>;
type WrittenKey = People[number]["keys"][number];

function idRules(people: People): PolicyProblem[] {
  const path = (at: number): PolicyProblem["path"] => ["roster", "people", at, "id"];
  const odd = people.flatMap(({ id }, at) => {
    const problem = idProblem(id);
    return problem === null ? [] : [{ path: path(at), message: `the id ${named(id)} ${problem}` }];
  });
  const twice = repeated(people, ({ id }) => folded(id), ({ id }, at, first) => ({ path: path(at), message: `the id ${named(id)} stands twice: person ${first} has it, too` }));
  const owners = new Map(people.flatMap(({ emails }, at) => emails.map((email) => [folded(email), at] as const)));
  const borrowed = people.flatMap(({ id }, at) => {
    const owner = owners.get(folded(id)) ?? at;
    return owner === at ? [] : [{ path: path(at), message: `the id ${named(id)} is an e-mail of ${named(people[owner]?.id ?? "")}` }];
  });
  return [...odd, ...twice, ...borrowed];
}

/** What a reader may take for the same name is the same name. */
function folded(word: string): string {
  return word.normalize("NFKC").toLowerCase();
}

/** ssh-keygen's own lists read `*?!,` as patterns; blanks would hide in the lines that name a person. */
function idProblem(id: string): string | null {
  if (/[\s\p{C}\p{Z}]/u.test(id)) return "holds a blank or a character that cannot be seen";
  if (/[*?[\]{}!,"]/.test(id)) return "holds a wildcard, a quote or a comma: an id names one person";
  return null;
}

function emailRules(people: People): PolicyProblem[] {
  const all = people.flatMap(({ emails }, person) => emails.map((email, at) => ({ email, person, path: ["roster", "people", person, "emails", at] })));
  const odd = all.flatMap(({ email, path }) => {
    const problem = emailProblem(email);
    return problem === null ? [] : [{ path, message: `the e-mail ${named(email)} ${problem}` }];
  });
  const shared = repeated(all, ({ email }) => folded(email), ({ email, person, path }, _, first) => {
    const owner = all[first]?.person ?? person;
    return { path, message: `the e-mail ${named(email)} stands twice: ${owner === person ? "once is enough" : `it belongs to ${named(people[owner]?.id ?? "")}`}` };
  });
  return [...odd, ...shared];
}

function keyRules(people: People): PolicyProblem[] {
  const all = people.flatMap(({ keys }, person) => keys.map((key, at) => ({ key, person, read: publicKeyIn(key.key), path: ["roster", "people", person, "keys", at] })));
  const odd = all.flatMap(({ key, read, path }) => ("problem" in read ? [{ path: [...path, "key"], message: `the key ${read.problem}` }] : [...timeRules(key, path), ...deviceRules(key, read.hardware, path)]));
  const twice = repeated(all, ({ read }) => ("blob" in read ? read.blob : null), ({ person, path }, _, first) => {
    const owner = all[first]?.person ?? person;
    return { path: [...path, "key"], message: `the key stands twice: ${owner === person ? "this person has it already" : `it belongs to ${named(people[owner]?.id ?? "")}, and two persons with one key would count as two`}` };
  });
  return [...odd, ...twice];
}

function timeRules({ validFrom, validUntil }: WrittenKey, path: PolicyProblem["path"]): PolicyProblem[] {
  const unreal = (["validFrom", "validUntil"] as const).flatMap((bound) => {
    const text = bound === "validFrom" ? validFrom : validUntil;
    return text == null || timeOf(text) !== null ? [] : [{ path: [...path, bound], message: `the time ${named(text)} does not exist` }];
  });
  if (unreal.length > 0 || validFrom == null || validUntil == null || timeOf(validFrom)! < timeOf(validUntil)!) return unreal;
  return [{ path: [...path, "validUntil"], message: `the key would never be valid: until (${validUntil}) is not after from (${validFrom})` }];
}

/** Milliseconds since the epoch; null for February 30, which a Date silently takes for March. */
function timeOf(text: string): number | null {
  const time = Date.parse(text);
  return Number.isFinite(time) && new Date(time).toISOString().slice(0, 19) === text.slice(0, 19) ? time : null;
}

function deviceRules({ requireTouch = false, requirePin = false }: WrittenKey, hardware: boolean, path: PolicyProblem["path"]): PolicyProblem[] {
  if (hardware || (!requireTouch && !requirePin)) return [];
  const asked = requireTouch ? "requireTouch" : "requirePin";
  return [{ path: [...path, asked], message: `"${asked}" can only be asked of a hardware key (its type starts with sk-): no other attests it, so no signature would count` }];
}
