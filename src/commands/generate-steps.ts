import type { EntryPlan } from '../actions/entries/entry-target.ts';
import { listWords } from '../diagnostics/list-words.ts';
import { shellWord } from '../model/shell-word.ts';

/** How `generate` was called. */
export interface GenerateCall {
  readonly answers: readonly string[];
  readonly blueprint?: string | undefined;
  readonly set: readonly string[];
  readonly dryRun: boolean;
  readonly catalog?: string | undefined;
  readonly target?: string | undefined;
}

/** Above this number, images are not listed. */
const mostImages = 3;

/** The options that choose the same entries. Values of --set can be secrets. */
function sameEntries({ blueprint, set }: GenerateCall, answers: readonly string[]): string {
  const isDefault = answers.length === 1 && answers[0] === 'answers.yml';
  const words = [
    ...(isDefault ? [] : answers.flatMap((path) => ['-a', path])),
    ...(blueprint === undefined ? [] : ['--blueprint', blueprint]),
    ...set.flatMap((setting) => ['--set', `${setting.split('=')[0] ?? ''}=…`]),
  ];
  return words.map((word) => ` ${shellWord(word)}`).join('');
}

/** Whether a name has a registry or a user of Docker Hub: without one, docker cannot push it. */
const canBePushed = (tag: string) => tag.includes('/');

const registryStep = (tag: string) =>
  `to push ${tag}, choose a registry: --set image=REGISTRY/${tag}`;

function imageStep(tag: string, build: string, push: string): string[] {
  return canBePushed(tag) ? [`${build}${push}`] : [build, registryStep(tag)];
}

/** How to build and push the images of entries. */
function imageSteps(root: string, plans: readonly EntryPlan[], call: GenerateCall): string[] {
  const steps = new Map<string, string[]>();
  for (const [index, { image }] of plans.entries()) {
    if (!image || steps.has(image.folder ?? image.tag)) continue;
    const { tag, folder } = image;
    if (folder !== undefined) {
      const build = `docker build -t ${shellWord(tag)} ${shellWord(`${root}/${folder}`)}`;
      steps.set(folder, imageStep(tag, build, ` && docker push ${shellWord(tag)}`));
    } else {
      const same = sameEntries(call, call.answers.slice(index, index + 1));
      steps.set(tag, imageStep(tag, `rancher-catalog image build${same}`, ' --push'));
    }
  }
  if (steps.size <= mostImages) return [...steps.values()].flat();
  const where = call.catalog === undefined ? `in ${root}/image` : 'with image build';
  return [`build and push the ${steps.size} images ${where}`];
}

/** What plans change at the root of a catalog, such as templates and index.yaml. */
function changedParts(root: string, plans: readonly EntryPlan[]): string[] {
  const changed = plans.filter(({ action }) => action !== 'unchanged');
  const tops = changed.flatMap(({ files }) => files.map((path) => path.split('/', 1).join('')));
  // An icon that is only removed is in no list of files.
  if (tops.length === 0) return [root];
  return [...new Set(tops)].sort().map((top) => `${root}/${top}`);
}

/** What the user does next. */
export function nextSteps(
  root: string,
  plans: readonly EntryPlan[],
  call: GenerateCall,
): readonly string[] {
  const isIdle = plans.every(({ action }) => action === 'unchanged');
  if (isIdle && (call.dryRun || call.catalog !== undefined)) return ['nothing to do'];
  if (call.dryRun) return ['nothing was written; run the command without --dry-run'];
  const images = imageSteps(root, plans, call);
  if (call.catalog !== undefined) {
    const changed = listWords(changedParts(root, plans).map(shellWord));
    return [
      ...images,
      `commit and push ${changed}; Rancher lists the entry after its next refresh`,
    ];
  }
  const target = call.target === undefined ? '' : ` --target ${call.target}`;
  const same = `${sameEntries(call, call.answers)}${target}`;
  return [
    ...images,
    `add the entry to a checkout of your catalog: rancher-catalog generate${same} --catalog ../catalog`,
  ];
}
