import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { LintFinding } from '../lint/lint-finding.ts';
import type { Environment } from '../rancher/form/answer.ts';
import type { FormLists } from '../rancher/form/form-lists.ts';
import type { CreatedService } from '../rancher/launch/created-services.ts';
import { launchYaml } from '../rancher/launch/describe-launch.ts';
import type { Launch, Verdict } from '../rancher/launch/launch.ts';
import type { ChangedLines } from './changed-lines.ts';
import type { Untold } from './untold.ts';

/** The state of the form. */
export interface PanelInput {
  /** ID of the version. */
  readonly versionId: string;
  /** What the form sends. */
  readonly environment: Environment;
  /** For `.Stack.Name`; `launch` on the command line uses `stack`. */
  readonly stackName: string;
  /** Version of the stack before an upgrade; empty for a new stack. */
  readonly previousVersion: string;
  readonly startOnCreate: boolean;
  readonly lists: FormLists;
  /** Variables that the user has answered. @default those with an answer */
  readonly touched?: readonly string[] | undefined;
  /** Answers with which the texts are compared. @default those of the form before the user changes anything */
  readonly baseline?: Environment | undefined;
}

/** A text, and which of its lines the answers have changed. */
export interface ShownText {
  /** File name. */
  readonly name: string;
  readonly text: string;
  /** Line numbers from 1. */
  readonly changed: readonly number[];
}

/** What is shown beside the form. Plain data. */
export interface Panels {
  readonly verdict: Verdict;
  /** The compose files that Rancher read, after the template pass; none after the one that it rejects. */
  readonly rendered: readonly ShownText[];
  /** The services after interpolation and merge, as `launch --yaml` prints them; undefined if the launch is rejected. */
  readonly merged: ShownText | undefined;
  /** Of an accepted launch. */
  readonly services: readonly CreatedService[];
  /** As `launch` prints them: the rejection, variables that are not set, errors of the API. */
  readonly diagnostics: readonly Diagnostic[];
  /** About what is launched with these answers, at the places of the files as they are written. */
  readonly lint: readonly LintFinding[];
  readonly untold: readonly Untold[];
}

/** The texts of a launch. */
export interface LaunchTexts {
  /** File name → text after the template pass. */
  readonly rendered: ReadonlyMap<string, string>;
  readonly merged: string | undefined;
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** The texts that are shown of a launch. */
export const launchTexts = (launch: Launch): LaunchTexts => ({
  rendered: new Map(
    launch.files.map(({ file, rendered }) => [nameOf(file.path), rendered.text] as const),
  ),
  merged: launch.verdict === 'accepted' ? launchYaml(launch) : undefined,
});

/** The texts of a launch with the lines that are not in those of another one. */
export function shownTexts(
  texts: LaunchTexts,
  baseline: LaunchTexts,
  known: ChangedLines,
): Pick<Panels, 'rendered' | 'merged'> {
  const shown = (name: string, key: string, text: string, before: string | undefined) => ({
    name,
    text,
    changed: before === undefined ? [] : known.of(key, before, text),
  });
  return {
    rendered: [...texts.rendered].map(([name, text]) =>
      shown(name, name, text, baseline.rendered.get(name)),
    ),
    merged:
      texts.merged === undefined
        ? undefined
        : shown('docker-compose.yml', '', texts.merged, baseline.merged),
  };
}
