import { join } from 'node:path';
import { helmPath } from '../support/helm.ts';

/** Which examples of a code no test runs, and why. */
export interface NotRun {
  readonly what: 'right' | 'both';
  readonly reason: string;
}

const both = (reason: string): NotRun => ({ what: 'both', reason });
const right = (reason: string): NotRun => ({ what: 'right', reason });

const cluster = 'it needs a running cluster; test/cluster has the case';

export const examplesNotRun: Readonly<Record<string, NotRun>> = {
  'target-busy': both('two runs must meet'),
  'engine-failed': both('it needs a container engine; test/cluster has the case'),
  'image-missing': both('it needs a container engine; test/cluster has the case'),
  'image-local': right('it needs a container engine; test/image has the case'),
  'image-exists': both('it needs a registry; test/image has the case'),
  'registry-denied': both('it needs a registry; test/image has the case'),
  'git-failed': both('git has no failure of this kind that is the same in each version'),
  'lint-finding': both('the checks before it find all that the blueprint of the examples can have'),
  'git-timeout': both('it needs a slow server; test/e2e has the case'),
  'checkout-behind': both('it needs a hook of the checkout; test/e2e has the case'),
  'push-contended': both('publishers must meet several times'),
  'sign-failed': right('it needs a key; test/e2e has the case'),
  'secret-visible': both(
    'the blueprint of the examples has no secret; test/unit/generate/template has the case',
  ),
  'sentinels-form': right(cluster),
  'sentinels-silent': right(cluster),
  'nodes-silent': right(cluster),
  'password-file': right(cluster),
  'master-unknown': both(cluster),
  'switchover-refused': both(cluster),
  'switchover-failed': both(cluster),
  'cluster-faulty': both(cluster),
  'port-busy': both(cluster),
  'redis-missing': right('it installs a package'),
  'drill-unknown': right('a drill takes seconds; test/cluster runs it'),
  'drill-keys-left': both(cluster),
  'drill-cannot-run': both('it depends on the machine'),
  'plan-undecided': both('no small stack takes as long; test/unit/plan has the case'),
  'migrate-lost': right('it needs a cluster of Kubernetes'),
  'api-denied': both('it needs a server; test/cli has the case'),
  'api-failed': right('it needs a server; test/cli has the case'),
  'system-call': both('it depends on the machine'),
};

const noAuthor = {
  GIT_CONFIG_GLOBAL: join(import.meta.dirname, 'no-author.gitconfig'),
  GIT_AUTHOR_NAME: '',
  GIT_AUTHOR_EMAIL: '',
  GIT_COMMITTER_NAME: '',
  GIT_COMMITTER_EMAIL: '',
};

/** The environment that the text of an example describes, as variables. */
export const exampleVariables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'author-missing': noAuthor,
  'launch-template': { PATH: helmPath(4) },
};

/** Codes for which the name of a rule is printed instead. */
export const printedAs: Readonly<Record<string, string>> = {
  'rule-broken': 'quorum-above-sentinels',
};
