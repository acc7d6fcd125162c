/** Kinds of label problems. The set is closed, so that each can have a rule. */
export type LabelFault =
  /** A scheduling rule with an unknown name, which the allocator silently drops. */
  | 'affinity-unknown'
  /** A rule without items, which has no effect. */
  | 'affinity-empty'
  /** A space next to a comma or `=`: it becomes part of the name, which then matches nothing. */
  | 'affinity-untrimmed'
  /** `key=` makes the allocator throw; an item without `=` never matches. */
  | 'affinity-no-value'
  /** `a=b=c` is read as `a=b`. */
  | 'affinity-extra-equals'
  /** A macro that is unknown, or was lost in interpolation. */
  | 'affinity-macro'
  /** Text that is neither `true` nor one of the words that Rancher knows. */
  | 'value-misread'
  /** A selector or list with invalid syntax. */
  | 'value-malformed'
  /** A label that Rancher sets itself. */
  | 'label-system'
  /** A label that Rancher removes from the containers of a service. */
  | 'label-removed'
  /** A label that belongs on a host. */
  | 'label-of-hosts'
  /** A label below io.rancher. that Rancher does not read. */
  | 'label-unknown'
  /** The dns label: its mere presence drops the search domains of service and stack. */
  | 'dns-search-lost';

/** One way in which Rancher reads a label differently from what its author intended. */
export interface LabelProblem {
  readonly fault: LabelFault;
  readonly message: string;
  readonly hint?: string;
}
