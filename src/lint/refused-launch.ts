import { mapValues, type YamlNode } from '../source/yaml-node.ts';
import { formAnswers } from '../rancher/launch/form-answers.ts';
import { Interpolator } from '../rancher/launch/interpolator.ts';
import type { Launch, LaunchedFile } from '../rancher/launch/launch.ts';
import { pickFile, type VersionFiles } from '../rancher/launch/launch-version.ts';
import type { Services } from '../rancher/launch/merge-file.ts';
import { mergeService, normalService } from '../rancher/launch/normal-service.ts';
import { Refusal } from '../rancher/launch/refusal.ts';
import { renderText } from '../rancher/launch/render-text.ts';
import type { CatalogBlock } from '../rancher/read-catalog-block.ts';
import { meantRaw, type ComposeFile } from './compose-file.ts';

type Answers = ReadonlyMap<string, string>;

/** The answers of a launch; those of the index if the launcher could not read the questions. */
export const answersOf = (launch: Launch, block: CatalogBlock): Answers =>
  launch.block || launch.verdict === 'accepted'
    ? launch.answers
    : formAnswers(block.questions).answers;

const roles = ['docker-compose.yml', 'rancher-compose.yml'] as const;

/** The files of a launch, and after a rejection those that the launcher did not come to. */
export function allFiles(
  launch: Launch,
  files: VersionFiles,
  block: CatalogBlock,
): readonly LaunchedFile[] {
  if (launch.verdict === 'accepted' || launch.verdict === 'not-launchable') return launch.files;
  const read = new Map(launch.files.map((each) => [each.role, each]));
  return roles.flatMap((role): LaunchedFile[] => {
    const known = read.get(role);
    if (known) return [known];
    const file = pickFile(files, role);
    if (file?.text === undefined || file.notUtf8) return [];
    const rendered = renderText(file.text, {
      variables: answersOf(launch, block),
      version: block.version,
      previousVersion: '',
      stackName: 'stack',
      environmentName: 'Default',
    });
    return rendered.fault || rendered.endless
      ? []
      : [{ role, file, rendered, raw: undefined, uses: [] }];
  });
}

/** A value with its variables replaced; as written where Rancher cannot replace them. */
function answered(value: YamlNode, name: string, interpolator: Interpolator): YamlNode {
  try {
    return interpolator.node(name, value);
  } catch (error) {
    if (error instanceof Refusal) return value;
    throw error;
  }
}

/**
 * The services that a rejected launch was meant to create, so that one fault does not hide the others:
 * keys that Rancher rejects are left out. None if a file cannot be parsed.
 */
export function meantServices(files: readonly ComposeFile[], answers: Answers): Services {
  const all = files.map((file) => meantRaw(file));
  const interpolator = new Interpolator(answers);
  const merged = new Map<string, ReturnType<typeof normalService>>();
  for (const raw of all) {
    if (raw === undefined) return new Map();
    for (const [name, { value }] of raw.services.entries) {
      if (value.kind !== 'map' || /^\.?catalog$/.test(name)) continue;
      const written = mapValues(value, (part, key) => answered(part, key, interpolator));
      const service = normalService(written, raw.version);
      const base = merged.get(name);
      merged.set(name, base ? mergeService(base, service) : service);
    }
  }
  return merged;
}
