import type { AttributionKind, Attribution, Confidence, EvidencePlace } from "./attribution.ts";

/** One piece of evidence, before it is known which commit carries it. */
export interface Piece {
  readonly tool: string;
  readonly model: string | null;
  readonly kind: AttributionKind;
  readonly confidence: Confidence;
  readonly place: EvidencePlace;
  readonly marker: string;
  readonly lines?: Attribution["lines"];
}

export interface Person {
  readonly name: string;
  readonly email: string;
}

/** A message may list more people than anybody reads; hiding behind a thousand names is no cheaper than leaving one's own out. */
const mostPeople = 1000;
const mostModels = 100;

/** What one text holds. The same thing said twice is one piece, so that a hostile message cannot make it grow. */
export class Findings {
  readonly #pieces = new Map<string, Piece>();
  readonly #people = new Map<string, Person>();
  /** Somebody wrote the trailer that says: no tool. */
  declaresNone = false;
  /** More people stand in it than were read. */
  peopleLeftOut = false;

  get pieces(): readonly Piece[] {
    return [...this.#pieces.values()];
  }

  get people(): readonly Person[] {
    return [...this.#people.values()];
  }

  add(piece: Piece): void {
    const { tool, kind, confidence, place } = piece;
    const model = piece.model !== null && this.#pieces.size < mostModels ? shownMarker(piece.model) || null : null;
    const key = [tool, kind, confidence, place, model ?? ""].join("\n");
    if (!this.#pieces.has(key)) this.#pieces.set(key, { ...piece, model, marker: shownMarker(piece.marker) });
  }

  person(person: Person): void {
    const key = `${person.email}\n${person.name}`;
    if (this.#people.size < mostPeople || this.#people.has(key)) this.#people.set(key, person);
    else this.peopleLeftOut = true;
  }
}

const longestMarker = 200;

/** At most 200 characters, on one line, addresses of sessions left out: they are private. */
export function shownMarker(text: string): string {
  const words = text.slice(0, 2 * longestMarker).split(/\s+/).filter((word) => word !== "" && !word.includes("://"));
  return words.join(" ").slice(0, longestMarker);
}
