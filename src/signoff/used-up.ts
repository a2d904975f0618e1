/** What the log says of a decision about a push to `landingRef` itself. */
export interface Landed {
  readonly landingRef: string;
  /** The pushed ref was the landing ref. */
  readonly direct: boolean;
  readonly decision: string;
  readonly head: string;
  /** Ids of the records the decision rested on. */
  readonly signoffs: readonly string[];
}

/** The heads that the answer of `usedUp` hangs on, each once: ask which of them the landing ref's tip leads back to. */
export function headsToAsk(decisions: readonly Landed[], landingRef: string): readonly string[] {
  return [...new Set(decisions.filter((one) => mayUseUp(one, landingRef)).map(({ head }) => head))];
}

/**
 * Ids of the records that an accepted update of `landingRef` has used up. `landed`: the heads among `headsToAsk` that are in the ref now. A pass
 * that the remote then refused uses nothing up, so a retried push passes; a change that was taken back and comes again needs a new sign-off.
 */
export function usedUp(decisions: readonly Landed[], landingRef: string, landed: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(decisions.filter((one) => mayUseUp(one, landingRef) && landed.has(one.head)).flatMap(({ signoffs }) => signoffs));
}

function mayUseUp({ landingRef, direct, decision, signoffs }: Landed, ref: string): boolean {
  return landingRef === ref && direct && decision === "pass" && signoffs.length > 0;
}
