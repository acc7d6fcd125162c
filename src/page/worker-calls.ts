import type { LintFinding } from '../lint/lint-finding.ts';
import type { PageLint } from '../preview/page-data.ts';
import type { PanelInput, Panels } from '../preview/panels.ts';
import type { Placement } from '../preview/placement.ts';
import type { UpgradeDiff } from '../preview/upgrade-diff.ts';
import type { ServedTemplate, ServedVersion } from '../rancher/form/served-template.ts';

/** How the template is read. */
export interface OpenInput {
  /** The text of `data/KEY.json`. */
  readonly template: string;
  readonly catalogId: string;
  readonly lint: PageLint;
}

/** What the page can ask the worker for: input and result of each call. */
export interface WorkerCalls {
  open: { input: OpenInput; result: ServedTemplate };
  /** By ID; undefined if Rancher's API answers with an error. */
  version: { input: string; result: ServedVersion | undefined };
  panels: { input: PanelInput; result: Panels };
  /** Safe HTML of the README of a version, by ID; empty if it has none. */
  readme: { input: string; result: string };
  /** Findings about a version, by ID, that do not depend on answers; they take longer than the panels. */
  lint: { input: string; result: readonly LintFinding[] };
  /** `refused` if Rancher refuses the launch. */
  placement: { input: PlacementInput; result: Placement | 'refused' };
  upgrade: { input: UpgradeInput; result: UpgradeDiff };
  /** Answers in the text of a file: YAML, JSON, or `VARIABLE=answer` in lines. */
  answers: { input: string; result: Readonly<Record<string, string | null>> };
}

/** What is planned, and on what. */
export interface PlacementInput {
  readonly panel: PanelInput;
  /** A number of equal hosts. @default the hosts of the settings file */
  readonly hosts: number | undefined;
  /** Hosts that are lost together, at most. */
  readonly lose: number;
}

/** An upgrade, and the stack that is upgraded. */
export interface UpgradeInput {
  readonly panel: PanelInput;
  /** ID of its version. */
  readonly installed: string;
  readonly stored: Readonly<Record<string, string | null>>;
}

export type CallName = keyof WorkerCalls;

/** A message to the worker. */
export interface WorkerRequest {
  readonly id: number;
  readonly name: CallName;
  readonly input: unknown;
}

/** A message from the worker: a result, or a sentence about what failed. */
export interface WorkerReply {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}
