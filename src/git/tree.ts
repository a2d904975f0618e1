import type { CommitOid, TreeOid } from "../ids.ts";
import type { Snapshot } from "../snapshot.ts";

/** A tree git can be asked about, not read yet. Snapshots and diffs of it can be fetched side by side. */
export interface Tree {
  readonly name: Snapshot["name"];
  readonly commit: CommitOid | null;
  /** A full oid, never a name: names are ambiguous and move. */
  readonly oid: CommitOid | TreeOid;
}
