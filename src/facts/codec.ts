import { edgeKinds, type ExportFact, type FactGap, type ModuleFacts, type RequestFact, type SymbolFact, type UseFact } from "./module-facts.ts";

/**
 * Facts as bytes and back. Short JSON arrays, because `JSON.parse` is the fastest decoder at hand and thousands of files
 * are decoded in a run; uses are flattened, and what is empty at the end of an array is left out.
 */
export function encodeFacts(facts: ModuleFacts): Buffer {
  const flags = (facts.ambient ? 1 : 0) | (facts.opaque ? 2 : 0) | (facts.effects ? 4 : 0);
  const record: Packed = [flags, facts.symbols.map(packSymbol), facts.requests.map(packRequest), facts.exports.map(packExport)];
  if (facts.gaps.length > 0) record.push(facts.gaps.map(packGap));
  return Buffer.from(JSON.stringify(record));
}

/** The facts that were encoded; null for bytes that are damaged or of another make. */
export function decodeFacts(bytes: Buffer): ModuleFacts | null {
  try {
    const [flags, symbols, requests, exported, gaps] = JSON.parse(bytes.toString()) as Packed;
    const counts = { symbols: symbols.length, requests: requests.length };
    if (typeof flags !== "number" || counts.symbols === 0) return null;
    for (const request of requests) checkRequest(request);
    let asked: readonly RequestFact[] | null = null;
    return {
      symbols: symbols.map((packed) => unpackSymbol(packed, counts)),
      // Walks pass thousands of modules and hardly ever look at what these asked for in so many words.
      get requests() {
        return (asked ??= requests.map(unpackRequest));
      },
      exports: exported.map((packed) => unpackExport(packed, counts)),
      gaps: gaps === undefined ? [] : gaps.map(unpackGap),
      ambient: (flags & 1) !== 0,
      opaque: (flags & 2) !== 0,
      effects: (flags & 4) !== 0,
    };
  } catch {
    return null; // Damage is expected of a cache: the file is read again.
  }
}

type Packed = [flags: number, symbols: PackedSymbol[], requests: PackedRequest[], exports: PackedExport[], gaps?: PackedGap[]];
type PackedSymbol = [name: string, flags?: number, refs?: number[], uses?: (number | string)[]];
type PackedRequest = [specifier: string, line: number, kind?: number, flags?: number];
type PackedExport = [name: string, symbol: number] | [name: string, request: number, imported: string, typeOnly: 0 | 1] | [star: number, typeOnly: 0 | 1];
type PackedGap = [kind: FactGap["kind"], line: number, because: string, pattern?: string];
interface Counts {
  readonly symbols: number;
  readonly requests: number;
}

function packSymbol({ name, typeOnly, refs, uses, impure, instances }: SymbolFact): PackedSymbol {
  const flags = (typeOnly ? 1 : 0) | (impure === true ? 2 : 0) | (instances === true ? 4 : 0);
  if (uses.length > 0) return [name, flags, [...refs], uses.flat()];
  if (refs.length > 0) return [name, flags, [...refs]];
  return flags === 0 ? [name] : [name, flags];
}

function unpackSymbol([name, flags = 0, refs = [], flat = []]: PackedSymbol, counts: Counts): SymbolFact {
  if (typeof name !== "string" || flat.length % 3 !== 0) throw new TypeError("not a symbol");
  for (const ref of refs) checkIndex(ref, counts.symbols);
  const uses: UseFact[] = [];
  for (let i = 0; i < flat.length; i += 3) {
    const imported = flat[i + 1];
    if (typeof imported !== "string") throw new TypeError("not a use");
    uses.push([checkIndex(flat[i] as number, counts.requests), imported, flat[i + 2] === 1 ? 1 : 0]);
  }
  const typeOnly = (flags & 1) !== 0;
  const symbol: SymbolFact = { name, typeOnly, refs, uses };
  if (flags < 2) return symbol;
  return { ...symbol, ...((flags & 2) === 0 ? {} : { impure: true }), ...((flags & 4) === 0 ? {} : { instances: true }) };
}

const shapes = ["literal", "pattern", "path", "setup"] as const satisfies readonly RequestFact["shape"][];

function packRequest({ specifier, kind, typeOnly, shape, line }: RequestFact): PackedRequest {
  const flags = (typeOnly ? 1 : 0) | (shapes.indexOf(shape) << 1);
  const number = edgeKinds.indexOf(kind);
  if (flags !== 0) return [specifier, line, number, flags];
  return number === 0 ? [specifier, line] : [specifier, line, number];
}

function checkRequest([specifier, line, number = 0, flags = 0]: PackedRequest): void {
  if (typeof specifier !== "string" || typeof line !== "number" || !(number in edgeKinds) || !(flags >> 1 in shapes)) throw new TypeError("not a request");
}

function unpackRequest([specifier, line, number = 0, flags = 0]: PackedRequest): RequestFact {
  return { specifier, kind: edgeKinds[number]!, typeOnly: (flags & 1) !== 0, shape: shapes[flags >> 1]!, line };
}

function packExport(fact: ExportFact): PackedExport {
  if ("star" in fact) return [fact.star, fact.typeOnly ? 1 : 0];
  if ("symbol" in fact) return [fact.name, fact.symbol];
  return [fact.name, fact.request, fact.imported, fact.typeOnly ? 1 : 0];
}

function unpackExport(packed: PackedExport, counts: Counts): ExportFact {
  const [first, second, imported, typeOnly] = packed;
  if (typeof first === "number") return { star: checkIndex(first, counts.requests), typeOnly: second === 1 };
  if (typeof first !== "string") throw new TypeError("not an export");
  if (imported === undefined) return { name: first, symbol: checkIndex(second, counts.symbols) };
  if (typeof imported !== "string") throw new TypeError("not a re-export");
  return { name: first, request: checkIndex(second, counts.requests), imported, typeOnly: typeOnly === 1 };
}

function packGap({ kind, line, because, pattern }: FactGap): PackedGap {
  return pattern === undefined ? [kind, line, because] : [kind, line, because, pattern];
}

function unpackGap([kind, line, because, pattern]: PackedGap): FactGap {
  if (typeof kind !== "string" || typeof line !== "number" || typeof because !== "string") throw new TypeError("not a gap");
  return pattern === undefined ? { kind, line, because } : { kind, line, because, pattern };
}

function checkIndex(index: number, count: number): number {
  if (!Number.isInteger(index) || index < 0 || index >= count) throw new RangeError("an index out of range");
  return index;
}
