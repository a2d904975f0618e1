import type { ModuleId } from "../ids.ts";
import { type Found, union } from "./found.ts";
import type { Resolution, UnresolvedReason } from "../graph/resolution.ts";

/** A resolution for those that feel types (TypeScript importers, type edges) and for those that do not. */
export interface Answer {
  readonly typed: Resolution;
  readonly plain: Resolution;
  /** For type-only requests, where they go elsewhere. */
  readonly compiler?: Resolution;
}

export function answerOf(found: Found): Answer {
  const plain = modulesOf(found.code);
  return { plain, typed: found.types.length === 0 ? plain : modulesOf([...found.code, ...found.types]) };
}

/** A tsconfig's alias is all the compiler asks; what runs may also be what a manifest makes of the name. */
export function aliasedAnswer(alias: Found, manifest: Found | null): Answer {
  const only = answerOf(alias);
  const both = manifest === null ? null : union([alias, manifest]);
  return both === null ? only : { ...answerOf(both), compiler: only.typed };
}

export function modulesOf(paths: readonly string[]): Resolution {
  return { to: "modules", modules: paths as readonly ModuleId[] };
}

export function unresolved(reason: UnresolvedReason, because: string): Answer {
  return same({ to: "unresolved", reason, because });
}
export function external(name: string): Answer {
  return same({ to: "package", name });
}
export function builtin(name: string): Answer {
  return same({ to: "builtin", name });
}

function same(resolution: Resolution): Answer {
  return { typed: resolution, plain: resolution };
}

/** A specifier for a message: quoted, and no longer than a line. */
export function quoted(specifier: string): string {
  return JSON.stringify(specifier.length > 120 ? `${specifier.slice(0, 119)}…` : specifier);
}
