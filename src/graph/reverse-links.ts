import type { Link } from "./graph.ts";
import { isTypeOnly, kindOf, type ModuleLinks } from "./link.ts";

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
  // Plain loops: this runs once, cold, over every link there is.
  const starts = new Int32Array(size + 1);
  for (const { links } of rows.values()) for (let i = 1; i < links.length; i += 3) starts[links[i]! + 1]!++;
  for (let i = 1; i < starts.length; i++) starts[i]! += starts[i - 1]!;
  const packed = new Int32Array(starts[size]! * 3);
  const cursor = starts.slice();
  for (const [from, { links }] of rows) {
    for (let i = 0; i < links.length; i += 3) {
      const at = cursor[links[i + 1]!]!++ * 3;
      packed[at] = from;
      packed[at + 1] = links[i]!;
      packed[at + 2] = links[i + 2]!;
    }
  }
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
