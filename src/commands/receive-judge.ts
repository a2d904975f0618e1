import type { PushLine } from "../change/push-lines.ts";
import { Failure } from "../failure.ts";
import { reachedBy } from "../git/reached-by.ts";
import { peeled, refsBelow, refsNamed } from "../git/refs.ts";
import type { ServerSettings } from "../git/server-settings.ts";
import type { Host } from "../host.ts";
import type { CommitOid } from "../ids.ts";
import type { Identity } from "../provenance/attribution.ts";
import type { Memory, ServerFolder } from "../store/server-memory.ts";
import type { Session } from "./gather-session.ts";
import { judgeChange } from "./judge.ts";
import { bare, caught, failed, judgedAs, judgeRefs, type JudgedRef } from "./judge-refs.ts";
import type { Landing } from "./judgement.ts";
import { forkOf, onto } from "./landing.ts";
import { policyAt } from "./policy-at.ts";
import { landsOn, serverGround, type ServerGround } from "./receive-ground.ts";
import { asServerSees, remember, type Standing } from "./receive-policy.ts";
import { tooLarge, tooSlow, within } from "./receive-limits.ts";
import { receivedRecords, type ReceivedRecords } from "./receive-records.ts";

/** One ref of a push that is received. */
export interface ReceivedRef extends JudgedRef {
  /** Whether the verdict is enforced: on refs where changes land, on tags, and on our own. Others lead nowhere yet, and are logged. */
  readonly enforced: boolean;
}

export interface Received {
  readonly refs: readonly ReceivedRef[];
  readonly notes: readonly string[];
}

/** What judging a push rests on beside git. */
export interface ServerDesk {
  readonly settings: ServerSettings;
  readonly folder: ServerFolder;
  readonly pushers: readonly Identity[];
  /** Ids of records that post-receive has seen land, by landing ref. */
  readonly usedUp: (ref: string) => ReadonlySet<string>;
  /** Aborted when the time for this push is over. */
  readonly deadline: AbortSignal;
}

/** Every ref of a push, held against this repository as it is before the push. Refs where changes land come first: tags may lead to what lands with them. */
export async function judgeReceived(host: Host, session: Session, lines: readonly PushLine[], desk: ServerDesk, attempt: number): Promise<Received> {
  const resolved = await withoutAliases(session, lines);
  const ours = await receivedRecords(session.repository, resolved);
  const pushed = new Map(resolved.map(({ remoteRef, remoteOid }) => [remoteRef, remoteOid]));
  const found = await within({ limits: desk.settings.limits, deadline: desk.deadline }, serverGround(session, pushed, desk.settings.baseRef));
  const notes = new Set<string>();
  const judge = new ReceivingJudge(host, session, { desk, ours, say: (note) => void notes.add(note), attempt });
  if (!(found instanceof Failure)) await judge.stand(found, resolved);
  const isLanding = (line: PushLine): boolean => !(found instanceof Failure) && judge.lands(line.remoteRef, found);
  const ordered = [...resolved.filter(isLanding), ...resolved.filter((line) => !isLanding(line))];
  const refs = await judgeRefs(
    session,
    { lines: ordered, ground: found, isProtected: (ref, ground) => judge.lands(ref, ground as ServerGround), unconfigured: "missing", refused: ours.refused },
    (line, head, ground) => judge.head(line, head, ground as ServerGround),
  );
  const all = refs.map((ref) => ({ ...ref, enforced: ours.refused.has(ref.line.remoteRef) || isLanding(ref.line) || isTag(ref.line.remoteRef) || found instanceof Failure }));
  return { refs: all, notes: [...notes, ...new Set(refs.flatMap(({ judgement }) => judgement?.notes ?? []))] };
}

function isTag(ref: string): boolean {
  return ref.toLowerCase().startsWith("refs/tags/");
}

/** A push to a symbolic ref moves the ref it stands for, and git tells the hook of the former. */
export async function withoutAliases({ repository }: Session, lines: readonly PushLine[]): Promise<readonly PushLine[]> {
  const refs = await refsNamed(repository, lines.map(({ remoteRef }) => remoteRef));
  return lines.map((line) => {
    const target = refs.get(line.remoteRef)?.symref ?? null;
    return target === null ? line : { ...line, remoteRef: target };
  });
}

interface Around {
  readonly desk: ServerDesk;
  readonly ours: ReceivedRecords;
  readonly say: (note: string) => void;
  readonly attempt: number;
}

class ReceivingJudge {
  readonly #host: Host;
  readonly #session: Session;
  readonly #around: Around;
  #memory: Memory;
  /** New tips of refs where changes land, as far as they passed. */
  readonly #passed: CommitOid[] = [];
  #tips: Promise<readonly string[]> | null = null;

  constructor(host: Host, session: Session, around: Around) {
    this.#host = host;
    this.#session = session;
    this.#around = around;
    this.#memory = around.desk.folder.read();
  }

  lands(ref: string, ground: ServerGround): boolean {
    return landsOn(ref, ground, new Set(Object.keys(this.#memory.policies)));
  }

  /** Remembers the policies that judge now, before anything else: what they revoke stays revoked even if post-receive never runs. */
  async stand(ground: ServerGround, lines: readonly PushLine[]): Promise<void> {
    const standing: Standing[] = [];
    const tips = new Map([...(ground.tip === null ? [] : [[ground.ref, ground.tip] as const]), ...lines.flatMap(({ remoteRef, remoteOid }) => (remoteOid !== null && this.lands(remoteRef, ground) ? [[remoteRef, remoteOid] as const] : []))]);
    const commits = await peeled(this.#session.repository, [...tips.values()]);
    for (const [ref, oid] of tips) {
      const tip = commits.get(oid);
      const reading = typeof tip === "object" ? await caught(policyAt(this.#session, tip.commit)) : null;
      if (reading !== null && !(reading instanceof Failure)) standing.push({ ref, reading });
    }
    this.#memory = remember(this.#around.desk.folder, standing);
  }

  async head(line: PushLine, head: CommitOid, ground: ServerGround): Promise<JudgedRef> {
    const { desk } = this.#around;
    if (desk.deadline.aborted) return this.#over(line, ground, tooSlow(desk.settings.limits));
    const judged = await within({ limits: desk.settings.limits, deadline: desk.deadline }, this.#judged(line, head, ground));
    if (judged instanceof Failure) return judged.kind === "timeout" ? this.#over(line, ground, judged) : failed(line, ground, judged, null);
    if (judged.verdict.decision === "pass" && this.lands(line.remoteRef, ground)) this.#passed.push(head);
    return judged;
  }

  #over(line: PushLine, ground: ServerGround, failure: Failure): JudgedRef {
    return { ...bare(line, ground, { policyState: "found", overLimits: true, evidenceMissing: failure.message }), failure };
  }

  async #judged(line: PushLine, head: CommitOid, ground: ServerGround): Promise<JudgedRef> {
    const { desk } = this.#around;
    if (isTag(line.remoteRef) && (await this.#hasLanded(head, ground))) return bare(line, ground, { policyState: "found", empty: true });
    const landing = await this.#landingOf(line, head, ground);
    // In the base ref's history already: a push of many such branches needs no look at their files.
    if (!landing.direct && landing.base === head) return { ...bare(line, ground, { policyState: ground.configured ? "found" : "absent", empty: true }), landing };
    const policyless = landing.direct ? await this.#withoutPolicy(line, { landing, head, ground }) : null;
    if (policyless !== null && "verdict" in policyless) return policyless;
    const meant = policyless ?? landing;
    const size = await tooLarge(this.#session, desk.settings.limits, meant, head);
    if (size !== null) return { ...this.#over(line, ground, size), landing: meant };
    const judgement = await caught(this.#judge(line, head, meant));
    return judgement instanceof Failure ? failed(line, ground, judgement, meant) : judgedAs(line, judgement);
  }

  #judge(line: PushLine, head: CommitOid, landing: Landing): ReturnType<typeof judgeChange> {
    const { desk, ours, say, attempt } = this.#around;
    const side = { memory: this.#memory, pushers: desk.pushers, say };
    return judgeChange(this.#host, this.#session, {
      landing,
      head,
      branch: line.remoteRef.startsWith("refs/heads/") ? line.remoteRef : null,
      remote: null,
      records: "when needed",
      extra: ours.records,
      unconfigured: "absent",
      laidOver: (one) => asServerSees(this.#session, { landing, head }, side, one),
      usedUp: desk.usedUp(landing.ref),
    }, attempt);
  }

  async #landingOf({ remoteRef: ref, remoteOid: old }: PushLine, head: CommitOid, ground: ServerGround): Promise<Landing> {
    if (this.lands(ref, ground)) return onto(this.#session, ground, { ref, old, head });
    return { ref: ground.ref, tip: ground.tip, base: await forkOf(this.#session, ground.tip, head), policyAt: ground.tip, direct: false };
  }

  /** Null where a policy stands on the ref that moves. Else the verdict; or, where the base's policy has to let this ref have one, that landing. */
  async #withoutPolicy(line: PushLine, { landing, head, ground }: { readonly landing: Landing; readonly head: CommitOid; readonly ground: ServerGround }): Promise<JudgedRef | Landing | null> {
    const now = landing.policyAt === null ? null : await policyAt(this.#session, landing.policyAt);
    if (now?.state === "found") return null;
    const next = await caught(policyAt(this.#session, head));
    const brings = !(next instanceof Failure) && next.state === "found";
    if (brings && ground.configured) return { ...landing, policyAt: ground.tip };
    if (brings && landing.ref === ground.ref && Object.keys(this.#memory.policies).length === 0) {
      this.#around.say(`${landing.ref}: no policy stood here, so nobody could judge this push. The one it brings is trusted from now on; look at it: git show ${head}:${next.path}`);
      return { ...bare(line, next, { policyState: "first" }), landing };
    }
    return { ...bare(line, ground, { policyState: "missing" }), landing, failure: next instanceof Failure ? next : null };
  }

  /** Whether a commit is in a ref where changes land, or lands there with this very push. */
  async #hasLanded(commit: CommitOid, ground: ServerGround): Promise<boolean> {
    this.#tips ??= refsBelow(this.#session.repository, "refs/heads/").then((refs) => refs.flatMap(({ ref, oid }) => (this.lands(ref, ground) ? [oid] : [])));
    return reachedBy(this.#session.repository, commit, [...(await this.#tips), ...this.#passed]);
  }
}
