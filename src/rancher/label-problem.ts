/** What goes wrong with a label; a closed set, so that a rule can stand for each. */
export type LabelFault =
  /** A scheduling rule whose name the allocator does not know: it drops the rule silently. */
  | 'affinity-unknown'
  /** A rule without any item: no rule. */
  | 'affinity-empty'
  /** A space beside a comma or `=`: it becomes part of the name, which then matches nothing. */
  | 'affinity-untrimmed'
  /** `key=` makes the allocator throw, an item without `=` never matches. */
  | 'affinity-no-value'
  /** `a=b=c` is read as `a=b`. */
  | 'affinity-extra-equals'
  /** A macro that was interpolated away, or one that is not known. */
  | 'affinity-macro'
  /** Text that Rancher does not take for `true`, or for one of the words it knows. */
  | 'value-misread'
  /** A selector or list that does not have the form Rancher reads. */
  | 'value-malformed'
  /** A label that Rancher writes itself. */
  | 'label-system'
  /** A label that Rancher removes from the containers of a service. */
  | 'label-removed'
  /** A label that belongs on a host. */
  | 'label-of-hosts'
  /** A label below io.rancher. that nothing reads. */
  | 'label-unknown'
  /** The dns label: its mere presence drops the search domains of service and stack. */
  | 'dns-search-lost';

/** One thing Rancher would make of a label other than what its author meant. */
export interface LabelProblem {
  readonly fault: LabelFault;
  readonly message: string;
  readonly hint?: string;
}
