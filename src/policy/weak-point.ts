/**
 * The points of ed25519's curve whose order is at most 8, in every spelling, the sign bit left out. No secret stands behind them: with 32 zeros for
 * a key (what a placeholder looks like) every eighth message is signed by anybody, with the neutral point every message is.
 */
const weak: ReadonlySet<string> = new Set([
  "00".repeat(32),
  `01${"00".repeat(31)}`,
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  `ec${"ff".repeat(30)}7f`,
  `ed${"ff".repeat(30)}7f`,
  `ee${"ff".repeat(30)}7f`,
]);

/** Whether a signature by this ed25519 point can be made without a secret. */
export function isWeakPoint(point: Uint8Array): boolean {
  return weak.has(Array.from(point, (byte, at) => (at === point.length - 1 ? byte & 0x7f : byte).toString(16).padStart(2, "0")).join(""));
}
