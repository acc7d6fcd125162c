/** One version of a chart in an index.yaml. */
export interface ListedRelease {
  /** Undefined if it has none, or not as text. */
  readonly version: string | undefined;
  readonly digest: string | undefined;
  /** Offset of its first key. */
  readonly offset: number;
}

/** One chart of an index.yaml: a key of `entries`, whose value is a list of its versions. */
export interface ListedChart {
  readonly name: string;
  /** Offset of its key. */
  readonly offset: number;
  /** Offset of its list; undefined if it has no value. */
  readonly listOffset: number | undefined;
  /** False for a value that is not a list. */
  readonly isList: boolean;
  readonly releases: readonly ListedRelease[];
}

/** The parts of an index.yaml that matter for an addition, in the order of the text. */
export interface IndexOutline {
  /** Undefined if it is missing or not text: Helm then refuses the file. */
  readonly apiVersion: { readonly text: string; readonly offset: number } | undefined;
  /** Undefined if the key is missing. */
  readonly entries: ListedEntries | undefined;
}

export interface ListedEntries {
  /** Offset of the key. */
  readonly offset: number;
  /** Offset of its map; undefined if it has no value. */
  readonly mapOffset: number | undefined;
  /** False for a value that is not a map. */
  readonly isMap: boolean;
  readonly charts: readonly ListedChart[];
  /** Offset of the key after it at the root; undefined if it is the last. */
  readonly nextKey: number | undefined;
}
