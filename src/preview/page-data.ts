import type { Severity } from '../diagnostics/diagnostic.ts';
import type { RuleCode } from '../lint/rule-list.ts';
import type { Environment } from '../plan/environment.ts';
import type { CatalogFile } from '../rancher/catalog-file.ts';
import type { CatalogCard } from '../rancher/form/list-page.ts';
import type { LintCounts } from './catalog-list.ts';

/** A card of the list, and where the rest of its template is. */
export interface PreviewCard extends CatalogCard {
  /** Names the files of the template: `data/KEY.json`. */
  readonly key: string;
  /** The path of the icon in the page; empty if the template has none that browsers show. */
  readonly icon: string;
}

/** A fault of the input, as the page shows it. */
export interface PageFault {
  readonly severity: Severity;
  /** Place, message, code, the line and a hint, as on a terminal. */
  readonly text: string;
}

/** What the page loads first: `data/list.json`. */
export interface PageList {
  readonly catalogId: string;
  /** What is previewed, as on the command line. */
  readonly shown: string;
  readonly cards: readonly PreviewCard[];
  readonly faults: readonly PageFault[];
  /** The template to show first; `version` is the folder of one of its versions. */
  readonly opened: { readonly key: string; readonly version?: string } | undefined;
  /** Whether a server sends events when files change. */
  readonly isLive: boolean;
  readonly lint: PageLint;
}

/** How the catalog is linted. */
export interface PageLint {
  readonly maxRancherVersion: string;
  /** Hosts that the settings file of the catalog names. @default unknown */
  readonly environment?: Environment | undefined;
  readonly severities: readonly (readonly [rule: RuleCode, severity: Severity | 'off'])[];
}

/** A template, as the page loads it: `data/KEY.json`. */
export interface PageTemplate {
  readonly files: readonly CatalogFile[];
  /** Rules that the settings file of the catalog ignores in some of these files. */
  readonly ignores: readonly { readonly rule: RuleCode; readonly paths: readonly string[] }[];
}

/** What `lint` counts, by the keys of templates: `data/findings.json`. */
export type PageFindings = Readonly<Record<string, LintCounts>>;
