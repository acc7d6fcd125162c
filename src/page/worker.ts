// The worker of the page: reads one template, and computes what is shown of it.
import { equalHosts, type Environment } from '../plan/environment.ts';
import { unplaceableOn } from '../plan/prove-unplaceable.ts';
import { TemplatePreview } from '../preview/template-preview.ts';
import type { PageTemplate } from '../preview/page-data.ts';
import type { PanelInput } from '../preview/panels.ts';
import { storedAnswers } from './stored-answers.ts';
import type {
  OpenInput,
  PlacementInput,
  UpgradeInput,
  WorkerReply,
  WorkerRequest,
} from './worker-calls.ts';

let opened: TemplatePreview | undefined;
/** Of the settings file. */
let known: Environment | undefined;

function preview(): TemplatePreview {
  if (!opened) throw new Error('no template is open');
  return opened;
}

function open({ template, catalogId, lint }: OpenInput) {
  const { files, ignores } = JSON.parse(template) as PageTemplate;
  const { maxRancherVersion, environment, severities } = lint;
  known = environment;
  opened = new TemplatePreview(files, {
    catalogId,
    rancherVersion: maxRancherVersion,
    settings: {
      options: { maxRancherVersion, findUnplaceable: unplaceableOn(environment) },
      severities: new Map(severities),
      ignores: ignores.map(({ rule, paths }) => ({
        rule,
        matches: (path) => paths.includes(path),
      })),
    },
  });
  return opened.template();
}

function placement({ panel, hosts, lose }: PlacementInput) {
  const environment = hosts === undefined && known ? known : equalHosts(hosts ?? 1);
  const most = Math.min(lose, environment.hosts.length);
  return preview().placement(panel, { environment, lose: most }) ?? 'refused';
}

function run({ name, input }: WorkerRequest): unknown {
  switch (name) {
    case 'open':
      return open(input as OpenInput);
    case 'version':
      return preview().version(input as string);
    case 'panels':
      return preview().panels(input as PanelInput);
    case 'readme':
      return preview().readme(input as string);
    case 'lint':
      return preview().lint(input as string);
    case 'placement':
      return placement(input as PlacementInput);
    case 'upgrade': {
      const { panel, installed, stored } = input as UpgradeInput;
      return preview().upgrade(panel, installed, stored);
    }
    case 'answers':
      return storedAnswers(input as string);
    default:
      throw new Error(`unknown call: ${String(name)}`);
  }
}

/** What a worker has in place of a window. */
interface WorkerScope {
  addEventListener(type: 'message', listen: (event: MessageEvent<WorkerRequest>) => void): void;
  readonly postMessage: (reply: WorkerReply) => void;
}

const scope = globalThis as unknown as WorkerScope;

async function answer(request: WorkerRequest): Promise<WorkerReply> {
  const { id } = request;
  try {
    return { id, result: await run(request) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

scope.addEventListener('message', ({ data }) => {
  const { postMessage } = scope;
  void answer(data).then((reply) => postMessage(reply));
});
