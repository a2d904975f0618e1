import type { Link } from "./graph.ts";
import { isTypeOnly, kindOf, type ModuleLinks } from "./link.ts";

/** One link from the target's side, packed as in `ModuleLinks`: user, request, code. */
export type LinkVisitor = (from: number, request: number, target: number, code: number) => void;

export function linkOf(module: number, request: number, code: number): Link {
  return { module, request, kind: kindOf(code), typeOnly: isTypeOnly(code) };
}

export function unpack(links: ArrayLike<number>): Link[] {
  const out: Link[] = [];
  for (let i = 0; i < links.length; i += 3) out.push(linkOf(links[i + 1]!, links[i]!, links[i + 2]!));
  return out;
}

/** Links by target, in one pass over flat arrays (counting sort); unpacked only where a walk comes by. */
export function reverseLinks(rows: ReadonlyMap<number, ModuleLinks>, size: number): (module: number) => readonly Link[] {
  const each = (visit: LinkVisitor): void => {
    for (const [from, { links }] of rows) for (let i = 0; i < links.length; i += 3) visit(from, links[i]!, links[i + 1]!, links[i + 2]!);
  };
  const starts = new Int32Array(size + 1);
  each((_from, _request, target) => void starts[target + 1]!++);
  for (let i = 1; i < starts.length; i++) starts[i]! += starts[i - 1]!;
  const packed = new Int32Array(starts[size]! * 3);
  const cursor = starts.slice();
  each((from, request, target, code) => {
    const at = cursor[target]!++ * 3;
    packed[at] = from;
    packed[at + 1] = request;
    packed[at + 2] = code;
  });
  const memo = new Map<number, readonly Link[]>();
  return (module) => {
    let links = memo.get(module);
    if (links !== undefined) return links;
    const out: Link[] = [];
    const end = starts[module + 1] ?? 0;
    for (let i = starts[module] ?? 0; i < end; i++) out.push(linkOf(packed[i * 3]!, packed[i * 3 + 1]!, packed[i * 3 + 2]!));
    memo.set(module, (links = out));
    return links;
  };
}
