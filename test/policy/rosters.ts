import type { WrittenPolicy } from "../../src/policy/schema.ts";
import { ed25519 } from "./public-keys.ts";

export type WrittenPerson = NonNullable<NonNullable<WrittenPolicy["roster"]>["people"]>[number];
export type WrittenKey = WrittenPerson["keys"][number];

let keys = 0;

/** A person with one key of their own; fields can be replaced. */
export function person(id: string, over: Partial<WrittenPerson> = {}): WrittenPerson {
  return { id, roles: ["senior"], scopes: ["**"], emails: [`${id}@acme.example`], keys: [{ key: ed25519(keys++) }], ...over };
}

export function rosterOf(...people: readonly WrittenPerson[]): WrittenPolicy {
  return { repo: "acme/shop", roster: { people } };
}
