import { canonicalJson } from "../canonical-json.ts";
import type { ChangeDigest } from "./statement.ts";

export const requestType = "https://riskscore.dev/request/v1";
/** Bytes. */
export const largestRequest = 16 * 1024;
const longestReason = 2000;

/** What an author asks a senior to look at. Unsigned and written by anybody: it finds the change, and proves nothing about it. */
export interface ReviewRequest {
  readonly type: typeof requestType;
  /** The policy's name for the repository; null where it gives none. */
  readonly repo: string | null;
  /** The landing ref, in full. */
  readonly target: string;
  readonly digest: ChangeDigest;
  /** Commit oids; base is null for a first push. */
  readonly base: string | null;
  readonly head: string;
  readonly requestedBy: { readonly name: string; readonly email: string };
  readonly reason: string;
  /** RFC 3339, `Z`, whole seconds. */
  readonly requestedAt: string;
}

export function requestText(request: ReviewRequest): string {
  return canonicalJson(request);
}

/** The request in these bytes, or one sentence why there is none. Only canonical JSON of exactly these keys is one. */
export function parseRequest(bytes: Uint8Array): ReviewRequest | { readonly refused: string } {
  if (bytes.length > largestRequest) return { refused: `it is larger than ${largestRequest} bytes` };
  let value: unknown;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    return { refused: "it is no JSON" };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { refused: "it is no request" };
  const wrong = Object.keys(checks).find((key) => !Object.hasOwn(value, key) || !checks[key as keyof ReviewRequest]((value as Record<string, unknown>)[key]));
  if (wrong !== undefined) return { refused: `its ${wrong} is not what a request says there` };
  if (Object.keys(value).length !== Object.keys(checks).length) return { refused: "it says more than a request says" };
  if (canonicalJson(value) !== text) return { refused: "it is not written the one way a request is written" };
  return value as ReviewRequest;
}

const oid = (value: unknown): boolean => typeof value === "string" && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value);
const textUpTo = (most: number) => (value: unknown): boolean => typeof value === "string" && value.length <= most;

const checks = {
  type: (value) => value === requestType,
  repo: (value) => value === null || textUpTo(200)(value),
  target: (value) => textUpTo(500)(value) && /^refs\/[^\s:~^?*[\\]+$/.test(value as string),
  digest: (value) => typeof value === "string" && /^sha256:[0-9a-f]{64}$/.test(value),
  base: (value) => value === null || oid(value),
  head: oid,
  requestedBy: (value) => {
    if (typeof value !== "object" || value === null) return false;
    const { name, email, ...more } = value as Record<string, unknown>;
    return textUpTo(200)(name) && textUpTo(200)(email) && Object.keys(more).length === 0;
  },
  reason: textUpTo(longestReason),
  requestedAt: (value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) && !Number.isNaN(Date.parse(value)),
} satisfies Record<keyof ReviewRequest, (value: unknown) => boolean>;
