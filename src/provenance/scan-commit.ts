import { addressesIn, type Named } from "./addresses.ts";
import type { Attribution, CommitProvenance, Identity } from "./attribution.ts";
import { parseCommit } from "./commit-object.ts";
import { Findings, type Piece } from "./findings.ts";
import { foldText } from "./fold-text.ts";
import { identityPiece } from "./identity-evidence.ts";
import type { KnownTools } from "./known-tools.ts";
import { readingsOf } from "./readings.ts";
import { scanMessage } from "./scan-message.ts";
import { stateOf } from "./state.ts";
import type { CommitOid } from "../ids.ts";

export interface ScannedCommit extends CommitProvenance {
  readonly identities: readonly Identity[];
  /** A person says in it that no tool took part. */
  readonly declaresNone: boolean;
  readonly unreadable: readonly string[];
}

/** What one commit says by itself. Takes the bytes `git cat-file commit` prints; never throws, whatever they are. */
export function scanCommit(commit: CommitOid, raw: Uint8Array, tools: KnownTools): ScannedCommit {
  const { authors, committers, message } = parseCommit(raw);
  const findings = new Findings();
  const identities: Identity[] = [];
  for (const [as, lines] of [["author", authors], ["committer", committers]] as const) {
    for (const named of lines.flatMap(namedIn)) {
      const piece = identityPiece(named, as, tools);
      if (piece !== null) findings.add(as === "committer" ? committedBy(piece) : piece);
      identities.push(...spellingsOf(named, as));
    }
  }
  scanMessage(message, tools, findings);
  const attributions = findings.pieces.map((piece) => attributionOf(piece, commit));
  return {
    commit,
    state: stateOf(attributions, findings.declaresNone),
    attributions,
    identities: [...identities, ...findings.people.map((person) => ({ ...person, as: "co-author" as const }))],
    declaresNone: findings.declaresNone,
    unreadable: findings.peopleLeftOut ? [`Commit ${commit.slice(0, 12)} names more co-authors than are read.`] : [],
  };
}

/** A committer that is an agent by its name only (aider) may have committed what a person wrote. */
function committedBy(piece: Piece): Piece {
  return piece.confidence === "high" && /\(aider\) </i.test(piece.marker) ? { ...piece, confidence: "medium" } : piece;
}

/** An identity header: one address, or a name alone. */
function namedIn(line: Uint8Array): readonly Named[] {
  return readingsOf(line).flatMap((text) => {
    const found = addressesIn(text);
    if (found.length > 0) return found;
    const [name = "", rest = ""] = text.split("<", 2);
    const email = rest.split(">", 1)[0]!.trim();
    return [{ name: name.trim(), email: email.toLowerCase(), foldedName: foldText(name).trim(), foldedEmail: foldText(email) }];
  });
}

function spellingsOf({ name, email, foldedEmail }: Named, as: Identity["as"]): readonly Identity[] {
  const written = { name, email, as };
  return foldedEmail === email ? [written] : [written, { name, email: foldedEmail, as }];
}

export function attributionOf({ place, marker, ...piece }: Piece, commit: CommitOid | null): Attribution {
  return { ...piece, where: { place, commit, marker } };
}
